/** What must hold before a PIN may be sent to a token: a locked token is among the worst things that can happen to a user. */

import { createHmac, randomBytes } from "node:crypto";
import { type ErrorDetail, SignError } from "#shared/errors.ts";
import type { PinState } from "../driver.ts";

export interface PinQuestion {
  readonly pin: string;
  /** As the token reported it just now. */
  readonly state: PinState;
  readonly allowLastTry: boolean;
  /** This PIN was refused by this token before. */
  readonly repeated: boolean;
}

/** Printable ASCII. A Vietnamese letter means that a typing program is on, and what the user sees is not what was typed. */
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Why this PIN must not be sent; null where it may. TOKEN_UNSUITABLE {reason: "PIN_ON_READER"}, PIN_LOCKED, PIN_NOT_ASCII,
 * PIN_LENGTH {min, max}, PIN_REPEATED, PIN_LAST_TRY. A fault that the user can mend by typing comes before PIN_LAST_TRY, so
 * that nobody confirms a last try that would not be made.
 */
export function pinRefusal({ pin, state, allowLastTry, repeated }: PinQuestion): SignError | null {
  const refuse = (...[code, detail]: [SignError["code"], ErrorDetail?]) => new SignError(code, detail);
  if (state.onReader) return refuse("TOKEN_UNSUITABLE", { reason: "PIN_ON_READER" });
  if (state.locked) return refuse("PIN_LOCKED");
  if (!ASCII.test(pin)) return refuse("PIN_NOT_ASCII");
  if (pin.length === 0 || pin.length < state.minLength || pin.length > state.maxLength) {
    return refuse("PIN_LENGTH", { min: state.minLength, max: state.maxLength });
  }
  if (repeated) return refuse("PIN_REPEATED");
  if (state.finalTry && !allowLastTry) return refuse("PIN_LAST_TRY");
  return null;
}

/**
 * PINs a token refused, so that none is sent twice: in this process's memory only, as salted hashes bound to the serial.
 * The process that remembers therefore lives on after a failed attempt.
 */
export class RefusedPins {
  readonly #salt = randomBytes(32);
  readonly #refused = new Set<string>();

  #mark(serial: string, pin: string): string {
    return createHmac("sha256", this.#salt).update(`${serial}\0${pin}`).digest("hex");
  }

  add(serial: string, pin: string): void {
    this.#refused.add(this.#mark(serial, pin));
  }

  has(serial: string, pin: string): boolean {
    return this.#refused.has(this.#mark(serial, pin));
  }
}
