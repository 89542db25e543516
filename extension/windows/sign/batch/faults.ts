/** Which failures end a whole run. Pure. */

import type { SignError } from "#shared/errors.ts";

/** Of the device or its session: every further document would meet the same, or cost a PIN try. */
const ENDING =
  /^(PIN|TOKEN|MODULE|CERT|HOST|BATCH)_|^(ORIGIN_NOT_ALLOWED|CONTEXT_INSECURE|ACTION_PENDING|VERSION_MISMATCH)$/;

/** So often in a row the token may fail at single documents. */
const FAULTS = 2;

/** The token did not sign this document, and may well sign the next. */
export function isTokenFault({ code }: SignError): boolean {
  return code === "TOKEN_FAILED" || code === "SELF_CHECK_FAILED";
}

/** @param inARow token faults since the last signature, this one included. */
export function endsBatch(error: SignError, inARow: number): boolean {
  return isTokenFault(error) ? inARow >= FAULTS : ENDING.test(error.code);
}
