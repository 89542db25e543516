/** Whether an answer speaks about today, and how long it is worth keeping. */

import type { ServiceFault } from "../protocol/service-faults.ts";
import { type EvidenceTimes, isFresh, isPast } from "../trust/freshness.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Longest time that a status is kept, whatever its nextUpdate says. */
const KEEP_MS = 7 * DAY_MS;
/** Where it names no nextUpdate. */
const KEEP_UNBOUNDED_MS = DAY_MS;

/** null: issued before now, and current. */
export function timeFault(times: EvidenceTimes, now: Date): ServiceFault | null {
  const moments = { at: now, now };
  if (!isPast(times.thisUpdate, moments)) return "future";
  return isFresh(times, moments) ? null : "stale";
}

export function keptUntil({ thisUpdate, nextUpdate }: EvidenceTimes): Date {
  const longest = thisUpdate.getTime() + KEEP_MS;
  return new Date(Math.min(longest, nextUpdate?.getTime() ?? thisUpdate.getTime() + KEEP_UNBOUNDED_MS));
}
