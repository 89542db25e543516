/** What the signer's computer says of the time, against a time-stamp: a hint for the reader, never a verdict. */

import type { ReasonCode } from "../messages/verdict-reasons.ts";

const MINUTE_MS = 60_000;
/** Some tools write the local time of Viet Nam and mark it as UTC. */
const SHIFT_MS = 7 * 60 * MINUTE_MS;
const AROUND_SHIFT_MS = 60 * MINUTE_MS;
/** Clocks of offices differ by a quarter of an hour without meaning anything. */
const GRACE_MS = 30 * MINUTE_MS;

/** `claims`: whatever the signature says of its time; the time-stamp is right over it. */
export function claimReasons(claims: readonly (Date | null)[], stamped: Date): ReasonCode[] {
  const gaps = claims
    .filter((claim) => claim !== null)
    .map((claim) => Math.abs(claim.getTime() - stamped.getTime()));
  if (gaps.some((gap) => Math.abs(gap - SHIFT_MS) <= AROUND_SHIFT_MS)) return ["claimed-time-shifted"];
  return gaps.some((gap) => gap > GRACE_MS) ? ["claimed-time-differs"] : [];
}
