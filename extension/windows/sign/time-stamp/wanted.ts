/** Whether a signature gets a time-stamp, and what a signed file says of it. Pure. */

import { ownSignatures } from "#shared/verify/left-over.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { isPractice, type Offer } from "../choose.ts";
import type { SignState } from "../state.ts";

/**
 * By the machine policy, else by the user's choice, else where the administrator named an authority. A practice key asks nobody but such
 * an authority: it works without a network.
 */
export function wantsTimeStamp({ clock }: Pick<SignState, "clock">, offer: Offer): boolean {
  const { terms, choice } = clock;
  if (terms === null || (isPractice(offer) && !terms.named)) return false;
  if (terms.rule !== null) return terms.rule === "always";
  return choice === "usual" ? terms.named : choice === "always";
}

/** Whether a document may go out without one although one was wanted. */
export function maySignWithout({ clock }: Pick<SignState, "clock">): boolean {
  return clock.terms?.rule !== "always";
}

/** Time of the stamp on the last signature of a signed file (RFC 3339), null where it carries none that is right over it. */
export function stampedTime(verdict: FileVerdict): string | null {
  const last = ownSignatures(verdict).findLast(({ coverage }) => coverage === "whole-file");
  const stamp = last?.timestamp ?? null;
  return stamp !== null && stamp.indication !== "TOTAL-FAILED" ? stamp.time : null;
}
