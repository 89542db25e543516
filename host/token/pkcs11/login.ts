/** C_Login with everything that keeps a token from being locked. PKCS#11 sections 5.6 (C_Login, C_Logout) and 3.2 (flags). */

import { fail, SignError } from "#shared/errors.ts";
import type { TokenInfo } from "../driver.ts";
import {
  CKR_PIN_EXPIRED,
  CKR_PIN_INCORRECT,
  CKR_PIN_INVALID,
  CKR_PIN_LEN_RANGE,
  CKR_PIN_LOCKED,
  CKR_USER_ALREADY_LOGGED_IN,
  CKR_USER_ANOTHER_ALREADY_LOGGED_IN,
  CKR_USER_PIN_NOT_INITIALIZED,
  CKU_CONTEXT_SPECIFIC,
  CKU_USER,
  LOGGED_IN_STATES,
} from "./constants.ts";
import { type Cryptoki, type CryptokiError, type Handle, isReturn, quietly } from "./cryptoki.ts";
import { pinRefusal, type RefusedPins } from "./pin-rules.ts";

export interface LoginRequest {
  readonly cryptoki: Cryptoki;
  readonly session: Handle;
  readonly pin: string;
  readonly allowLastTry: boolean;
  readonly refusedPins: RefusedPins;
  /** Reads CK_TOKEN_INFO anew: before the PIN is sent and after it was refused. */
  readonly readInfo: () => TokenInfo;
}

/** What a refused C_Login means. `info` as it stands after the attempt. */
function explainRefusal(refusal: CryptokiError, { pin }: TokenInfo): SignError {
  const { rv } = refusal;
  if (rv === CKR_PIN_LOCKED || pin.locked) return new SignError("PIN_LOCKED", { rv });
  if (rv === CKR_PIN_LEN_RANGE) {
    return new SignError("PIN_LENGTH", { min: pin.minLength, max: pin.maxLength, rv });
  }
  return new SignError("PIN_INCORRECT", { countLow: pin.countLow, finalTry: pin.finalTry, rv });
}

function infoAfter({ readInfo }: LoginRequest, before: TokenInfo): TokenInfo {
  try {
    return readInfo();
  } catch {
    // The answer to the PIN is known; flags that cannot be read any more must not hide it.
    return before;
  }
}

/** One C_Login under the rules; the only place a PIN leaves this process. */
function sendPin(request: LoginRequest, user: number): void {
  const { cryptoki, session, pin, allowLastTry, refusedPins } = request;
  const info = request.readInfo();
  const repeated = refusedPins.has(info.serial, pin);
  const refusal = pinRefusal({ pin, state: info.pin, allowLastTry, repeated });
  if (refusal !== null) throw refusal;
  try {
    cryptoki.login(session, user, pin);
  } catch (thrown) {
    if (isReturn(thrown, CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE)) {
      refusedPins.add(info.serial, pin);
      throw explainRefusal(thrown, infoAfter(request, info));
    }
    if (isReturn(thrown, CKR_PIN_LOCKED)) throw explainRefusal(thrown, info);
    if (isReturn(thrown, CKR_PIN_EXPIRED)) fail("TOKEN_UNSUITABLE", { reason: "PIN_EXPIRED", rv: thrown.rv });
    if (isReturn(thrown, CKR_USER_PIN_NOT_INITIALIZED)) {
      fail("TOKEN_UNSUITABLE", { reason: "PIN_NOT_SET", rv: thrown.rv });
    }
    throw thrown;
  }
}

/**
 * Logs the user in. A login that the middleware still holds, from another program or an earlier time, does not excuse the PIN:
 * it is ended first, so that the token itself judges what was typed.
 *
 * @throws SignError as `pinRefusal`, and PIN_INCORRECT {countLow, finalTry, rv}, PIN_LOCKED, PIN_LENGTH, TOKEN_UNSUITABLE
 * @throws CryptokiError for every other return value
 */
export function logIn(request: LoginRequest): void {
  const { cryptoki, session } = request;
  if (LOGGED_IN_STATES.includes(cryptoki.sessionState(session))) quietly(() => cryptoki.logout(session));
  try {
    sendPin(request, CKU_USER);
  } catch (thrown) {
    // Nothing was checked yet: the module answered before it looked at the PIN.
    if (!isReturn(thrown, CKR_USER_ALREADY_LOGGED_IN, CKR_USER_ANOTHER_ALREADY_LOGGED_IN)) throw thrown;
    cryptoki.logout(session);
    sendPin(request, CKU_USER);
  }
}

/** For a key with CKA_ALWAYS_AUTHENTICATE: between C_SignInit and C_Sign, once for each signature (section 5.6, C_Login). */
export function confirmForKey(request: LoginRequest): void {
  sendPin(request, CKU_CONTEXT_SPECIFIC);
}

export function isPinRefusal(thrown: unknown): thrown is SignError {
  return thrown instanceof SignError && thrown.code.startsWith("PIN_");
}
