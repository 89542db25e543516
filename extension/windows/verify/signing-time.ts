/** When a signature was made, and by whose clock: only a time-stamp that holds proves it. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { formatMoment } from "../parts/format.ts";

/**
 * `later`: a time-stamp over the document, made afterwards; the signature is at least that old. `open`: a time-stamp of which too
 * little is known to prove anything.
 */
type Clock = "stamp" | "later" | "open" | "computer";

export interface SigningTime {
  /** As in JSON. */
  readonly moment: string;
  readonly clock: Clock;
}

/** null: nothing says when. */
export function signingTime(signature: SignatureVerdict): SigningTime | null {
  const { timestamp, claimedTime, bestTime, reasons } = signature;
  if (timestamp?.indication === "TOTAL-PASSED") return readable(timestamp.time, "stamp");
  if (reasons.some(({ code }) => code === "time-proved-later")) return readable(bestTime, "later");
  if (timestamp?.indication === "INDETERMINATE") return readable(timestamp.time, "open");
  return readable(claimedTime, "computer");
}

function readable(moment: string | null, clock: Clock): SigningTime | null {
  return moment === null || formatMoment(moment) === null ? null : { moment, clock };
}

export interface TimeWords {
  readonly time: string;
  readonly source: string;
}

/** "24/11/2026 09:15:30" and whose clock that was; both empty where nothing says when. */
export function timeWords(signature: SignatureVerdict | undefined, language: Language): TimeWords {
  const known = signature === undefined ? null : signingTime(signature);
  if (known === null) return { time: "", source: "" };
  const source = verifyTexts[language].clocks[known.clock];
  return { time: formatMoment(known.moment) ?? "", source };
}
