/** Signatures as people think of them: number, date and seal set one after the other by one certificate are one act. Pure. */

import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { type Tone, toneOf } from "./tone.ts";

interface NumberedSignature {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly signature: SignatureVerdict;
}

export interface Act {
  /** At least one, in the order of the file. */
  readonly members: readonly [NumberedSignature, ...NumberedSignature[]];
  /** Of the worst member. */
  readonly tone: Exclude<Tone, "none">;
}

/** Longest pause between two signatures of one act. */
const PAUSE_MS = 5 * 60_000;

/** Neighbours in the file by one certificate, with no long pause where their times are known. */
export function actsOf(signatures: readonly SignatureVerdict[]): Act[] {
  const acts: [NumberedSignature, ...NumberedSignature[]][] = [];
  signatures.forEach((signature, index) => {
    const member = { number: index + 1, signature };
    const open = acts.at(-1);
    const last = open?.at(-1)?.signature;
    if (open !== undefined && last !== undefined && isSameAct(last, signature)) open.push(member);
    else acts.push([member]);
  });
  return acts.map((members) => ({ members, tone: worstTone(members) }));
}

function isSameAct(earlier: SignatureVerdict, later: SignatureVerdict): boolean {
  if (earlier.kind === "timestamp" || later.kind === "timestamp") return false;
  if (earlier.signer === null || earlier.signer.sha256 !== later.signer?.sha256) return false;
  const pause = Math.abs(timeOf(later) - timeOf(earlier));
  return Number.isNaN(pause) || pause <= PAUSE_MS;
}

/** Milliseconds; NaN where no time is known. */
function timeOf({ timestamp, claimedTime }: SignatureVerdict): number {
  const proved = timestamp?.indication === "TOTAL-PASSED" ? timestamp.time : null;
  return Date.parse(proved ?? claimedTime ?? "");
}

const WORST_FIRST = ["bad", "caution", "practice", "good"] as const;

function worstTone(members: readonly NumberedSignature[]): Act["tone"] {
  const tones = new Set(members.map(({ signature }) => toneOf(signature)));
  return WORST_FIRST.find((tone) => tones.has(tone)) ?? "caution";
}
