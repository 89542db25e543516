/** A template while it is edited. Pure. */

import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import { type PaperSize, proposedSize, type UsablePicture } from "../../templates/picture.ts";
import { type StampTemplate, sameName } from "../../templates/template.ts";

export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly preset: PresetName;
  readonly certificate: string | null;
  readonly text: string;
  /** Null for a stamp of text. */
  readonly picture: DraftPicture | null;
}

export interface DraftPicture {
  readonly facts: UsablePicture;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Null where the width that was typed fits no stamp. */
  readonly size: PaperSize | null;
}

/** The seal serves for issue as well: one entry for both. */
export const PICTURE_PRESETS: readonly PresetName[] = ["leader", "initial", "seal"];
export const TEXT_PRESETS: readonly PresetName[] = ["copy", "appendix", "incoming", "initial"];

/** A red picture is taken for a seal, until the user says otherwise. */
export function draftOfPicture(
  file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
  facts: UsablePicture,
): Draft {
  const preset =
    facts.warnings.seal.includes("SEAL_NOT_RED") || facts.type === "image/jpeg" ? "leader" : "seal";
  const picture = { facts, bytes: file.bytes, size: proposedSize(facts, preset) };
  return { ...emptyDraft(preset), name: nameOfFile(file.name), picture };
}

export function draftOfText(): Draft {
  return emptyDraft("copy");
}

function emptyDraft(preset: PresetName): Draft {
  return { id: crypto.randomUUID(), name: "", preset, certificate: null, text: "", picture: null };
}

function nameOfFile(name: string): string {
  return tidy(name.replace(/\.[a-z]{3,4}$/iu, "").replaceAll("_", " "))
    .slice(0, 60)
    .trim();
}

function tidy(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}

export function draftOf(template: StampTemplate, facts: UsablePicture | null): Draft {
  const { image, text, ...rest } = template;
  if (!image || !facts) return { ...rest, text: text ?? "", picture: null };
  const size = { widthMm: image.widthMm, heightMm: image.heightMm };
  return { ...rest, text: text ?? "", picture: { facts, bytes: image.bytes, size } };
}

/** The size proposed for a preset changes with it, unless the file names one or the user chose it. */
export function withPreset(draft: Draft, preset: PresetName): Draft {
  const { picture } = draft;
  if (!picture) return { ...draft, preset };
  const proposed = proposedSize(picture.facts, draft.preset);
  const untouched = picture.size?.widthMm === proposed.widthMm;
  const size = untouched ? proposedSize(picture.facts, preset) : picture.size;
  return { ...draft, preset, picture: { ...picture, size } };
}

export type DraftFault = "name" | "name-taken" | "words" | "size";

/** What keeps it from being saved; null where nothing does. */
export function faultOf(draft: Draft, others: readonly StampTemplate[]): DraftFault | null {
  const name = tidy(draft.name);
  if (name === "") return "name";
  if (others.some((one) => one.id !== draft.id && sameName(one.name, name))) return "name-taken";
  if (draft.picture) return draft.picture.size ? null : "size";
  return wordsOf(draft.text) === "" ? "words" : null;
}

function wordsOf(text: string): string {
  return text
    .split("\n")
    .map(tidy)
    .filter((line) => line !== "")
    .join("\n");
}

/** Null where `faultOf` finds something. */
export function templateOf(draft: Draft): StampTemplate | null {
  const { id, preset, certificate, picture } = draft;
  const name = tidy(draft.name);
  const words = wordsOf(draft.text);
  if (!picture) return { id, name, preset, certificate, image: null, text: words };
  if (!picture.size) return null;
  const image = { type: picture.facts.type, bytes: picture.bytes, ...picture.size };
  return { id, name, preset, certificate, image, text: words === "" ? null : words };
}
