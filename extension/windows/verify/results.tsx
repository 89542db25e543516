/** Why, and by whom: reasons, changes, signers; the technical report closed at the end. */

import type { ComponentChildren, JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { cutMiddle, formatCount, formatSize } from "../parts/format.ts";
import { Icon, type IconName } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import type { VerifyDesk } from "./flow.ts";
import { Report } from "./report.tsx";
import { SignerCard } from "./signer-card.tsx";
import type { Entry, VerifyState } from "./state.ts";
import { changeLines, fileTone, reasonLines, toneOf } from "./tone.ts";

interface ResultsProps {
  readonly desk: VerifyDesk;
  readonly state: VerifyState;
  readonly entry: Entry | null;
}

export function Results({ desk, state, entry }: ResultsProps): JSX.Element {
  const result = entry?.phase.kind === "checked" ? entry.phase.result : null;
  return (
    <section class="list" aria-label={verifyTexts[language()].results}>
      {state.entries.length > 1 && <Queue desk={desk} state={state} />}
      {entry?.file != null && <FileLine entry={entry} pages={result?.pages ?? null} />}
      {result !== null && <Findings verdict={result.verdict} />}
      {result !== null && entry?.file != null && (
        <section>
          <Report result={result} file={entry.file} />
        </section>
      )}
    </section>
  );
}

function FileLine({ entry, pages }: { entry: Entry; pages: number | null }): JSX.Element | null {
  const { file, job } = entry;
  if (file === null) return null;
  const texts = partsTexts[language()];
  const from =
    job.source.kind === "site" ? texts.fromSite(new URL(job.source.origin).host) : texts.fromComputer;
  const count = pages === null ? [] : [texts.pageCount(formatCount(pages))];
  return (
    <section>
      <div class="row top-aligned">
        <Icon name="file" />
        <div class="grow">
          <b title={file.name}>{cutMiddle(file.name)}</b>
          <div class="small">{[from, ...count, formatSize(file.blob.size)].join(" · ")}</div>
        </div>
      </div>
    </section>
  );
}

function Findings({ verdict }: { verdict: FileVerdict }): JSX.Element {
  const texts = verifyTexts[language()];
  const tone = fileTone(verdict);
  if (tone === "none") return <Unsigned />;
  const reasons = reasonLines(verdict, language());
  const changes = changeLines(verdict);
  return (
    <>
      {reasons.length > 0 && (
        <Part title={texts.why[tone]}>
          <ul class="stack">
            {reasons.map((line) => (
              <li key={line.text} class={`status ${line.tone}`}>
                <Icon name={iconOf(line.tone)} />
                <span>{line.text}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {changes.length > 0 && (
        <Part title={texts.changes(formatCount(changes.length))}>
          <ol class={`changes ${tone}`}>
            {changes.map((change) => (
              <li key={JSON.stringify(change)}>
                <span>
                  {change.page === null ? "" : texts.onPage(formatCount(change.page))}
                  {change[language()]}
                </span>
              </li>
            ))}
          </ol>
        </Part>
      )}
      <Part title={texts.signatures(formatCount(verdict.signatures.length))}>
        <ul>
          {verdict.signatures.map((signature, index) => (
            <SignerCard
              key={`${index} ${signature.field}`}
              signature={signature}
              number={index + 1}
              tone={toneOf(signature)}
              icon={iconOf(toneOf(signature))}
              open={verdict.signatures.length === 1}
            />
          ))}
        </ul>
      </Part>
    </>
  );
}

function iconOf(tone: "good" | "caution" | "bad" | "practice"): IconName {
  return tone === "practice" ? "info" : tone;
}

function Unsigned(): JSX.Element {
  const texts = verifyTexts[language()];
  return (
    <>
      <section>
        <div class="status neutral">
          <Icon name="info" />
          <span>
            {texts.pictureOnly}
            <small>{texts.pictureOnlyMeaning}</small>
          </span>
        </div>
      </section>
      <Part title={texts.toDo}>
        <ul class="stack body-small">
          {texts.unsignedToDo.map((step) => (
            <li key={step}>
              <Rich text={step} />
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Queue({ desk, state }: { desk: VerifyDesk; state: VerifyState }): JSX.Element {
  return (
    <section>
      <div class="small">{verifyTexts[language()].dismissQueue(formatCount(state.entries.length))}</div>
      <ul class="queue">
        {state.entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              class={entry.id === state.current ? "on" : ""}
              aria-current={entry.id === state.current ? "true" : undefined}
              onClick={() => desk.store.dispatch({ type: "selected", id: entry.id })}
            >
              <EntryIcon entry={entry} />
              <span class="grow">{cutMiddle(entry.file?.name ?? entry.job.name ?? "…", 34)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryIcon({ entry }: { entry: Entry }): JSX.Element {
  if (entry.phase.kind !== "checked") return <Icon name="todo" class="muted" />;
  const tone = fileTone(entry.phase.result.verdict);
  return tone === "none" ? <Icon name="none" /> : <Icon name={iconOf(tone)} class={`${tone}-t`} />;
}

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
