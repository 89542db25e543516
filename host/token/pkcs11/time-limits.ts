/** How long each call into a module may take. Generous: a limit is for what never returns, not for what is slow. */

import type { CallName } from "./messages.ts";

/** What is timed: the start of the child until it listens, and each call with what follows it until the next. */
export type Timed = "start" | CallName;

/** Milliseconds by what is timed; a call that is not named takes "other". */
export type TimeLimits = Readonly<Record<Timed | "other", number>>;

const SECOND = 1000;

/** Logins and signatures: smart cards take seconds, some middleware asks on a keypad. */
const DEFAULTS: Partial<TimeLimits> = {
  start: 60 * SECOND,
  C_GetFunctionList: 60 * SECOND,
  C_Initialize: 60 * SECOND,
  C_Login: 120 * SECOND,
  C_Sign: 120 * SECOND,
};

/** `limits` may be changed while it is in use; it is read at each call. */
export function limitOf(limits: Partial<TimeLimits>, timed: Timed): number {
  return limits[timed] ?? limits.other ?? DEFAULTS[timed] ?? 30 * SECOND;
}
