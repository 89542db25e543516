/** Tokens that are in a slot now. They are known by label and serial, never by slot number: some modules renumber slots. */

import { createHash } from "node:crypto";
import { basename } from "node:path";
import { fail } from "#shared/errors.ts";
import type { PinState, TokenInfo } from "../driver.ts";
import {
  CKF_LOGIN_REQUIRED,
  CKF_PROTECTED_AUTHENTICATION_PATH,
  CKF_TOKEN_INITIALIZED,
  CKF_USER_PIN_COUNT_LOW,
  CKF_USER_PIN_FINAL_TRY,
  CKF_USER_PIN_LOCKED,
} from "./constants.ts";
import { type Cryptoki, CryptokiError, type Handle, type RawTokenInfo } from "./cryptoki.ts";
import { MOST_TOKENS } from "./messages.ts";
import { ABSENT } from "./removal.ts";

export type SlotToken = TokenInfo & { readonly kind: "pkcs11"; readonly module: string };

export interface PresentToken {
  readonly slot: Handle;
  readonly info: SlotToken;
}

/** Fixed-width text of the module, padded with blanks or (against the standard) NUL; shown to people, so no control letters. */
function cleanText(raw: string): string {
  return raw
    .replace(/[\p{Cc}\p{Cf}\ufffd]/gu, " ")
    .trim()
    .slice(0, 64);
}

/** CK_UNAVAILABLE_INFORMATION and other nonsense become "no bound". */
function pinLength(value: number, otherwise: number): number {
  return Number.isInteger(value) && value > 0 && value <= 255 ? value : otherwise;
}

/** `TokenInfo.id` of a token behind this module. */
function tokenIdOf(module: string, label: string, serial: string): string {
  const digest = createHash("sha256").update(`${module}\0${label}\0${serial}`).digest("hex");
  return `p11:${digest.slice(0, 16)}`;
}

function pinStateOf({ flags, minPinLen, maxPinLen }: RawTokenInfo): PinState {
  const has = (flag: number) => (flags & flag) !== 0;
  const maxLength = pinLength(maxPinLen, 255);
  return {
    countLow: has(CKF_USER_PIN_COUNT_LOW),
    finalTry: has(CKF_USER_PIN_FINAL_TRY),
    locked: has(CKF_USER_PIN_LOCKED),
    onReader: has(CKF_PROTECTED_AUTHENTICATION_PATH),
    wanted: has(CKF_LOGIN_REQUIRED),
    minLength: Math.min(pinLength(minPinLen, 0), maxLength),
    maxLength,
  };
}

function tokenInfoOf(module: string, raw: RawTokenInfo): SlotToken {
  const label = cleanText(raw.label);
  const serial = cleanText(raw.serialNumber);
  return {
    id: tokenIdOf(module, label, serial),
    kind: "pkcs11",
    label,
    serial,
    manufacturer: cleanText(raw.manufacturerID),
    model: cleanText(raw.model),
    module: basename(module).slice(0, 260),
    pin: pinStateOf(raw),
  };
}

/** An empty token that nobody set up yet: no label, no flag. Some modules forget the flag on tokens in use. */
function isBlank(raw: RawTokenInfo): boolean {
  return (raw.flags & CKF_TOKEN_INITIALIZED) === 0 && cleanText(raw.label) === "";
}

/**
 * Tokens of all slots, in the order of the module. A slot that fails does not hide the others; its CryptokiError is thrown
 * only where no token is left.
 */
export function presentTokens(cryptoki: Cryptoki, module: string): PresentToken[] {
  const found: PresentToken[] = [];
  let failure: CryptokiError | null = null;
  for (const slot of cryptoki.slots().slice(0, MOST_TOKENS)) {
    try {
      const raw = cryptoki.tokenInfo(slot);
      if (!isBlank(raw)) found.push({ slot, info: tokenInfoOf(module, raw) });
    } catch (thrown) {
      if (!(thrown instanceof CryptokiError)) throw thrown;
      if (!ABSENT.includes(thrown.rv)) failure ??= thrown;
    }
  }
  if (found.length === 0 && failure !== null) throw failure;
  return found;
}

/** The token with this id. Errors: TOKEN_NOT_FOUND; TOKEN_UNSUITABLE {reason: "DUPLICATE"} where two tokens claim to be it. */
export function findToken(tokens: readonly PresentToken[], id: string): PresentToken {
  const [token, second] = tokens.filter(({ info }) => info.id === id);
  if (token === undefined) return fail("TOKEN_NOT_FOUND");
  if (second !== undefined) fail("TOKEN_UNSUITABLE", { reason: "DUPLICATE" });
  return token;
}
