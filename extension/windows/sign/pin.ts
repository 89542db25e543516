/** Rules of the PIN field before anything is sent; each wrong PIN brings the token nearer to its lock. Pure. */

import type { Token } from "#shared/protocol/messages.ts";

/** Keys within this time of the window's appearing were meant for the page. */
const GUARD_MILLISECONDS = 600;

/**
 * Refuses what is typed right after the window appeared. A burst that began too early is refused whole, up to a pause: half a PIN
 * would be a wrong PIN.
 */
export class TypingGuard {
  #until = Number.POSITIVE_INFINITY;

  /** The window appeared, or another document did, at `now` milliseconds. */
  appeared(now: number): void {
    this.#until = now + GUARD_MILLISECONDS;
  }

  /** Whether a key or click at `now` is taken; one that is not extends the guard. */
  takes(now: number): boolean {
    if (now >= this.#until) return true;
    this.#until = now + GUARD_MILLISECONDS;
    return false;
  }

  /** Milliseconds until the next key is taken. */
  remaining(now: number): number {
    return Math.max(0, this.#until - now);
  }
}

export type PinProblem = "PIN_NOT_ASCII" | "PIN_LENGTH";

/** Why this PIN is not sent; null where it may be. Tokens that tell no lengths say 0. */
export function pinProblem(pin: string, token: Token): PinProblem | null {
  // Vietnamese typing turns "aa" into "â": such a PIN is wrong for certain and would cost a try.
  if (!/^[\x20-\x7e]*$/.test(pin)) return "PIN_NOT_ASCII";
  const { minLength, maxLength } = token.pin;
  const tooLong = maxLength > 0 && pin.length > maxLength;
  return pin.length < Math.max(1, minLength) || tooLong ? "PIN_LENGTH" : null;
}

/** Whether the typed words are the asked ones; marks, case and spaces do not matter. */
export function isPhrase(typed: string, asked: string): boolean {
  return plain(typed) === plain(asked);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").replace(/\s/g, "").toLowerCase();
}
