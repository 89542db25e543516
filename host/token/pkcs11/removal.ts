/** Was the token pulled out, or did it fail? Return values alone do not tell: modules disagree on them. */

import { SignError } from "#shared/errors.ts";
import {
  CKR_DEVICE_ERROR,
  CKR_DEVICE_REMOVED,
  CKR_GENERAL_ERROR,
  CKR_OBJECT_HANDLE_INVALID,
  CKR_SESSION_CLOSED,
  CKR_SESSION_HANDLE_INVALID,
  CKR_SLOT_ID_INVALID,
  CKR_TOKEN_NOT_PRESENT,
  CKR_TOKEN_NOT_RECOGNIZED,
} from "./constants.ts";
import { type CryptokiError, isReturn } from "./cryptoki.ts";

/** What modules answered for a token that was pulled out (seen: 5, 50, 130, 179, 224), and their close relatives. */
const REMOVAL_HINTS: readonly number[] = [
  CKR_SLOT_ID_INVALID,
  CKR_GENERAL_ERROR,
  CKR_DEVICE_ERROR,
  CKR_DEVICE_REMOVED,
  CKR_OBJECT_HANDLE_INVALID,
  CKR_SESSION_CLOSED,
  CKR_SESSION_HANDLE_INVALID,
  CKR_TOKEN_NOT_PRESENT,
  CKR_TOKEN_NOT_RECOGNIZED,
];

/** Return values of C_GetTokenInfo that mean an empty slot. */
export const ABSENT: readonly number[] = [CKR_SLOT_ID_INVALID, CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT];

/** A return value that may mean the token is gone. */
export function isRemovalHint(thrown: unknown): thrown is CryptokiError {
  return isReturn(thrown, ...REMOVAL_HINTS);
}

/**
 * @param isPresent reads the slots again; asked only where the return value may mean a removal
 * @returns TOKEN_REMOVED or TOKEN_FAILED, both with {method, rv}
 */
export function explainFailure(failure: CryptokiError, isPresent: () => boolean): SignError {
  const { method, rv } = failure;
  const removed = isRemovalHint(failure) && !isPresent();
  return new SignError(removed ? "TOKEN_REMOVED" : "TOKEN_FAILED", { method, rv });
}
