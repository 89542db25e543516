/** Templates out to a file and in from one; names that are taken are asked about. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { optionsTexts } from "#shared/messages/options.ts";
import {
  type ConflictAnswer,
  conflictsOf,
  resolveConflicts,
  templatesToJson,
} from "../../templates/exchange.ts";
import { readTemplateFile } from "../../templates/reading.ts";
import { listTemplates, saveTemplates } from "../../templates/store.ts";
import type { StampTemplate } from "../../templates/template.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { Guard } from "./use-stored.ts";

interface ExchangeSectionProps {
  readonly templates: readonly StampTemplate[] | null;
  readonly guard: Guard;
}

type Stage =
  | { readonly kind: "idle" }
  | {
      readonly kind: "asking";
      readonly incoming: readonly StampTemplate[];
      readonly names: readonly string[];
    }
  | { readonly kind: "said"; readonly tone: "good" | "caution"; readonly text: string };

export function ExchangeSection({ templates, guard }: ExchangeSectionProps): JSX.Element {
  const texts = optionsTexts[language()];
  const [stage, setStage] = useState<Stage>({ kind: "idle" });
  const take = (file: File) => guard(readIncoming(file).then(setStage));
  const answer = (incoming: readonly StampTemplate[], chosen: ConflictAnswer) =>
    guard(keep(incoming, chosen).then(setStage));
  return (
    <section class="card stack">
      <h2>{texts.exchange}</h2>
      <p class="small">{texts.exchangeAbout}</p>
      <div class="row">
        <button
          type="button"
          class="btn"
          disabled={templates === null || templates.length === 0}
          onClick={() => save(templates ?? [])}
        >
          {texts.exportAll}
        </button>
        <ImportButton onFile={take} />
      </div>
      {stage.kind === "said" && (
        <div class={`status ${stage.tone}`} role="status">
          <Icon name={stage.tone} />
          <span>{stage.text}</span>
        </div>
      )}
      {stage.kind === "asking" && (
        <Question names={stage.names} onAnswer={(chosen) => answer(stage.incoming, chosen)} />
      )}
    </section>
  );
}

async function readIncoming(file: File): Promise<Stage> {
  const reading = await readTemplateFile(file);
  const texts = optionsTexts[language()];
  if (reading.kind === "refused") {
    return { kind: "said", tone: "caution", text: texts.importRefused[reading.reason] };
  }
  const names = conflictsOf(reading.templates, await listTemplates());
  if (names.length > 0) return { kind: "asking", incoming: reading.templates, names };
  return keep(reading.templates, "skip");
}

/** What is there now counts, not what was there when the question was asked. */
async function keep(incoming: readonly StampTemplate[], answer: ConflictAnswer): Promise<Stage> {
  const texts = optionsTexts[language()];
  const chosen = resolveConflicts({ incoming, present: await listTemplates(), answer });
  const outcome = await saveTemplates(chosen);
  if (outcome === "saved") return { kind: "said", tone: "good", text: texts.imported(String(chosen.length)) };
  return { kind: "said", tone: "caution", text: outcome === "full" ? texts.full : texts.nameTaken };
}

function save(templates: readonly StampTemplate[]): void {
  const url = URL.createObjectURL(new Blob([templatesToJson(templates)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = optionsTexts[language()].exportName;
  link.click();
  // The download holds it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

interface QuestionProps {
  readonly names: readonly string[];
  readonly onAnswer: (answer: ConflictAnswer) => void;
}

function Question({ names, onAnswer }: QuestionProps): JSX.Element {
  const texts = optionsTexts[language()];
  return (
    <section class="note card" aria-labelledby="conflicts">
      <b id="conflicts">{texts.conflicts(String(names.length))}</b>
      <p class="small">{names.slice(0, 5).join(" · ") + (names.length > 5 ? " …" : "")}</p>
      <div class="row spaced">
        {(["replace", "both", "skip"] as const).map((answer) => (
          <button key={answer} type="button" class="btn" onClick={() => onAnswer(answer)}>
            {texts.conflictAnswers[answer]}
          </button>
        ))}
      </div>
    </section>
  );
}

function ImportButton({ onFile }: { readonly onFile: (file: File) => void }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const { importFile } = optionsTexts[language()];
  return (
    <>
      <button type="button" class="btn" onClick={() => input.current?.click()}>
        {importFile}
      </button>
      <input
        ref={input}
        class="vh"
        type="file"
        accept="application/json,.json"
        tabIndex={-1}
        aria-label={importFile}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
