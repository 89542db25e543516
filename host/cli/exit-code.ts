/** What the process ends with, from what each input earned. */

import type { ErrorCode } from "#shared/errors.ts";

export const EXIT = {
  good: 0,
  failed: 1,
  indeterminate: 2,
  usage: 64,
  inputNotFound: 66,
  token: 69,
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The first of these that any input earned. */
const WORST_FIRST: readonly ExitCode[] = [
  EXIT.internal,
  EXIT.token,
  EXIT.inputNotFound,
  EXIT.failed,
  EXIT.indeterminate,
];

export function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === "UNKNOWN_ERROR" || code === "OUTPUT_FAILED") return EXIT.internal;
  if (/^(TOKEN|MODULE|TSA)_/.test(code)) return EXIT.token;
  return code === "INPUT_NOT_FOUND" ? EXIT.inputNotFound : EXIT.failed;
}

export function worstOf(codes: Iterable<ExitCode>): ExitCode {
  const earned = new Set(codes);
  return WORST_FIRST.find((code) => earned.has(code)) ?? EXIT.good;
}
