/** Why a verdict is not plain green, and what else a reader should know. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { type Tone, toneOf } from "./tone.ts";

export interface ReasonLine {
  readonly tone: Exclude<Tone, "none">;
  readonly text: string;
  /** Says something of the document that changes no verdict. */
  readonly isWarning: boolean;
}

/** Reasons of each signature, then warnings; each text once, with the signatures it is of where there are several. */
export function reasonLines(verdict: FileVerdict, language: Language): ReasonLine[] {
  const lines = verdict.signatures.flatMap((signature, index) => linesOf(signature, index + 1, language));
  const merged = mergeNumbers(lines).map(({ numbers, ...line }) => ({
    ...line,
    text: line.text + suffix(numbers, verdict.signatures.length, language),
  }));
  const unchanged = { tone: "good", text: verifyTexts[language].unchanged, isWarning: false } as const;
  return isUnchanged(verdict) ? [...merged, unchanged] : merged;
}

interface OwnLine extends ReasonLine {
  readonly numbers: readonly number[];
}

function linesOf(signature: SignatureVerdict, number: number, language: Language): OwnLine[] {
  const tone = toneOf(signature);
  // A reason beside a green verdict is information to be careful with, not a fault.
  const own = tone === "good" ? "caution" : tone;
  const { reasons, warnings } = signature;
  return [
    ...reasons.map((note) => ({
      tone: own,
      text: note[language],
      isWarning: tone === "good",
      numbers: [number],
    })),
    ...warnings.map((note) => ({
      tone: "caution" as const,
      text: note[language],
      isWarning: true,
      numbers: [number],
    })),
  ];
}

function mergeNumbers(lines: readonly OwnLine[]): OwnLine[] {
  const merged = new Map<string, OwnLine>();
  for (const line of lines) {
    const known = merged.get(line.text);
    const numbers = [...new Set([...(known?.numbers ?? []), ...line.numbers])];
    merged.set(line.text, { ...(known ?? line), numbers });
  }
  return [...merged.values()];
}

function suffix(numbers: readonly number[], all: number, language: Language): string {
  if (all < 2 || numbers.length === all) return "";
  return ` ${verifyTexts[language].ofSignature(numbers.join(", "))}`;
}

function isUnchanged({ signatures }: FileVerdict): boolean {
  return (
    signatures.length > 0 && signatures.every(({ integrity, changes }) => integrity && changes === "none")
  );
}
