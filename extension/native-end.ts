/** Why a native port ended, by the words browsers have for it: there is no code to go by. */

import { type ErrorCode, SignError } from "#shared/errors.ts";

/** Chromium's `runtime.lastError` first, then Firefox's `port.error`. */
const REASONS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/messaging host not found/i, "HOST_NOT_FOUND"],
  [/messaging host is forbidden/i, "HOST_FORBIDDEN"],
  [/disabled by the system administrator/i, "HOST_BLOCKED"],
  [/communicating with the native messaging host/i, "HOST_JUNK"],
  [/no such native application/i, "HOST_NOT_FOUND"],
  // The manifest is there, the program it names is not.
  [/does not exist|is not executable|is not a file/i, "HOST_NOT_FOUND"],
  [/does not have permission to use native application/i, "HOST_FORBIDDEN"],
  [/exceeds the limit|JSON|syntax|malformed/i, "HOST_JUNK"],
];

/** @param greeted whether the host had said hello; without it the program never came up properly. */
export function disconnectReason(words: string, greeted: boolean): SignError {
  const code = REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? "HOST_EXITED";
  return new SignError(code, { greeted });
}
