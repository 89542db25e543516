/** Why a verdict is not plain green, and what else a reader should know. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { fileTone, type Tone, toneOf } from "./tone.ts";

export interface ReasonLine {
  /** `none`: neither for nor against. */
  readonly tone: Tone;
  readonly text: string;
  /** Says something of the document that changes no verdict. */
  readonly isWarning: boolean;
}

/** Reasons of each signature, then warnings; each text once, with the signatures it is of where there are several; then what holds. */
export function reasonLines(verdict: FileVerdict, language: Language): ReasonLine[] {
  const lines = verdict.signatures.flatMap((signature, index) => linesOf(signature, index + 1, language));
  const merged = mergeNumbers(lines).map(({ numbers, ...line }) => ({
    ...line,
    text: line.text + suffix(numbers, verdict.signatures.length, language),
  }));
  return [...merged, ...goodLines(verdict, language)];
}

function goodLines(verdict: FileVerdict, language: Language): ReasonLine[] {
  const texts = verifyTexts[language];
  const said = [
    isUnchanged(verdict, "none") && texts.unchanged,
    fileTone(verdict) === "caution" && isUnchanged(verdict, "permitted") && texts.changedPermitted,
    fileTone(verdict) === "caution" && isIssuedInTrust(verdict) && texts.trustedIssuers,
  ];
  return said.flatMap((text) => (text === false ? [] : { tone: "good", text, isWarning: false }));
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
    ...withoutRepeats(reasons).map((note) => ({
      tone: isBeside(note.code, own) ? ("none" as const) : own,
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

/** That a time-stamp proves nothing needs no words beside the reason why. */
function withoutRepeats(reasons: SignatureVerdict["reasons"]): SignatureVerdict["reasons"] {
  const says = (...codes: string[]) => reasons.some(({ code }) => codes.includes(code));
  if (!says("timestamp-not-checked", "timestamp-weak")) return reasons;
  return reasons.filter(({ code }) => code !== "timestamp-unproven");
}

/** What a signature may lack without being wrong is no reason why it is; how its time is proved is none at all. */
function isBeside(code: string, tone: Tone): boolean {
  if (code === "time-proved-later") return true;
  return tone !== "caution" && (code === "no-timestamp" || code.startsWith("claimed-time-"));
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

/** Nothing was added beyond that; something of that kind was. */
function isUnchanged(verdict: FileVerdict, most: "none" | "permitted"): boolean {
  const signatures = ownSignatures(verdict);
  const kinds = new Set(signatures.map(({ integrity, changes }) => (integrity ? changes : "forbidden")));
  return kinds.has(most) && [...kinds].every((kind) => kind === "none" || kind === most);
}

function isIssuedInTrust(verdict: FileVerdict): boolean {
  const domains = ownSignatures(verdict).map(({ signer }) => signer?.domain ?? null);
  return domains.length > 0 && domains.every((domain) => domain !== null && domain !== "practice");
}
