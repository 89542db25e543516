/** "There is no picture yet": chosen, checked, sized and kept, right where it is wanted. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import browser from "webextension-polyfill";
import { type PictureTexts, pictureTexts } from "#shared/messages/options-picture.ts";
import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import { freeName } from "../../templates/exchange.ts";
import { type PaperSize, proposedSize, type UsablePicture } from "../../templates/picture.ts";
import { readPictureFile } from "../../templates/reading.ts";
import { listTemplates, type SaveOutcome, saveTemplate } from "../../templates/store.ts";
import { isSealPreset, type StampTemplate, sameName, TEMPLATE_LIMITS } from "../../templates/template.ts";
import { Icon } from "./icons.tsx";
import { language } from "./language.ts";
import { PaperPicture, PictureChecks, SizeField } from "./stamp-picture.tsx";

interface ChoosePictureProps {
  readonly preset: PresetName;
  /** SHA-256 of the certificate the picture is for. */
  readonly certificate: string;
  /** Whose it is: part of the template's name. */
  readonly owner: string;
  /** The template is kept by then. */
  readonly onSaved: (template: StampTemplate) => void;
}

interface Chosen {
  readonly picture: UsablePicture;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Stage =
  | { readonly kind: "none"; readonly problem: string | null }
  | { readonly kind: "reading" }
  | { readonly kind: "chosen"; readonly chosen: Chosen };

export function ChoosePicture(props: ChoosePictureProps): JSX.Element {
  const texts = pictureTexts[language()];
  const [stage, setStage] = useState<Stage>({ kind: "none", problem: null });
  const [size, setSize] = useState<PaperSize | null>(null);
  const { preset } = props;
  const take = async (file: File) => {
    setStage({ kind: "reading" });
    const next = await readChosen(file, texts);
    if (next.kind === "chosen") setSize(proposedSize(next.chosen.picture, preset));
    setStage(next);
  };
  const keep = async (chosen: Chosen) => {
    if (size === null) return;
    const template = await templateFrom(props, { ...chosen, size });
    const problem = problemOf(await saveTemplate(template).catch(() => "failed" as const), texts);
    if (problem === null) props.onSaved(template);
    else setStage({ kind: "none", problem });
  };
  if (stage.kind === "reading") return <p role="status">{texts.reading}</p>;
  if (stage.kind === "none") return <Nothing preset={preset} problem={stage.problem} onFile={take} />;
  const { picture, bytes } = stage.chosen;
  return (
    <div class="note card stack">
      {size !== null && (
        <PaperPicture bytes={bytes} type={picture.type} size={size} label={texts.presets[preset]} />
      )}
      <PictureChecks picture={picture} preset={preset} />
      <SizeField picture={picture} preset={preset} size={size} onSize={setSize} />
      <div class="row">
        <button type="button" class="btn" disabled={size === null} onClick={() => void keep(stage.chosen)}>
          {texts.use}
        </button>
        <PictureButton text={texts.chooseOther} look="quiet" onFile={take} />
      </div>
    </div>
  );
}

async function readChosen(file: File, texts: PictureTexts): Promise<Stage> {
  const reading = await readPictureFile(file).catch(() => ({ kind: "refused", reason: "damaged" }) as const);
  if (reading.kind === "refused") return { kind: "none", problem: texts.refused[reading.reason] };
  return { kind: "chosen", chosen: { picture: reading, bytes: new Uint8Array(await file.arrayBuffer()) } };
}

async function templateFrom(
  { preset, certificate, owner }: ChoosePictureProps,
  { picture, bytes, size }: Chosen & { readonly size: PaperSize },
): Promise<StampTemplate> {
  const texts = pictureTexts[language()];
  const wanted = texts.ownName(texts.presets[preset], owner).normalize("NFC").slice(0, TEMPLATE_LIMITS.name);
  const taken = (await listTemplates()).map(({ name }) => name);
  const isTaken = taken.some((name) => sameName(name, wanted.trim()));
  return {
    id: crypto.randomUUID(),
    name: isTaken ? freeName(wanted, taken) : wanted.trim(),
    ...{ preset, certificate, text: null },
    image: { type: picture.type, bytes, ...size },
  };
}

function problemOf(outcome: SaveOutcome | "failed", texts: PictureTexts): string | null {
  switch (outcome) {
    case "saved":
      return null;
    case "name-taken":
      return texts.nameTaken;
    case "full":
      return texts.full;
    case "failed":
      return texts.notKept;
  }
}

interface NothingProps {
  readonly preset: PresetName;
  readonly problem: string | null;
  readonly onFile: (file: File) => Promise<void>;
}

function Nothing({ preset, problem, onFile }: NothingProps): JSX.Element {
  const texts = pictureTexts[language()];
  return (
    <div class="note card">
      <div class="row">
        <Icon name="info" />
        <b>{texts.missing[isSealPreset(preset) ? "seal" : "signature"]}</b>
      </div>
      <p class="small">{texts.missingNext}</p>
      {problem !== null && (
        <p class="status caution" role="alert">
          <Icon name="caution" />
          <span>{problem}</span>
        </p>
      )}
      <div class="row spaced">
        <PictureButton text={texts.choose} look="" onFile={onFile} />
        <button type="button" class="link" onClick={() => void browser.runtime.openOptionsPage()}>
          {texts.openOptions}
        </button>
      </div>
    </div>
  );
}

interface PictureButtonProps {
  readonly text: string;
  readonly look: "" | "quiet";
  readonly onFile: (file: File) => Promise<void>;
}

function PictureButton({ text, look, onFile }: PictureButtonProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={`btn ${look}`} onClick={() => input.current?.click()}>
        {text}
      </button>
      <input
        ref={input}
        class="vh"
        type="file"
        accept="image/png,image/jpeg"
        tabIndex={-1}
        aria-label={text}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void onFile(file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
