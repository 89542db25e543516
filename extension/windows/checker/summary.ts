/** A verdict as a badge and its card say it. Pure; green for TOTAL-PASSED alone. */

import type { SignError } from "#shared/errors.ts";
import type { Language } from "#shared/messages/error-text.ts";
import { explainReading } from "#shared/messages/errors.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import type { BadgeState, BadgeVerdict } from "../../badge-verdict.ts";
import { signerNames } from "../verify/signer-name.ts";
import { timeWords } from "../verify/signing-time.ts";
import { fileTone, headlineOf, meaningOf, type Tone } from "../verify/tone.ts";

const STATES: Readonly<Record<Tone, BadgeState>> = {
  good: "good",
  caution: "caution",
  bad: "bad",
  none: "unsigned",
  // Not an error, but nothing an office may rely on.
  practice: "caution",
};

const MAX_SENTENCE = 1000;

export function summaryOf(verdict: FileVerdict, language: Language): BadgeVerdict {
  const people = verdict.signatures.filter(({ kind }) => kind !== "timestamp");
  const { time, source } = timeWords(people.at(-1), language);
  return {
    state: STATES[fileTone(verdict)],
    headline: short(headlineOf(verdict, language)),
    meaning: short(meaningOf(verdict, language)),
    signers: short(signerNames(people, language)),
    time: short(`${time} ${source}`.trim()),
  };
}

export function failedVerdict(error: SignError, language: Language): BadgeVerdict {
  const { said, next } = explainReading(error, language);
  return { state: "unreadable", headline: short(said), meaning: short(next), signers: "", time: "" };
}

/** Names come out of certificates: however long they are, a card is small. */
function short(text: string): string {
  return text.slice(0, MAX_SENTENCE);
}
