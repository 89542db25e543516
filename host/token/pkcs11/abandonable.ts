/** Waiting that can be given up although the work itself cannot be stopped. */

import { SignError } from "#shared/errors.ts";

/**
 * `work`, or USER_CANCELLED as soon as `signal` is aborted. The work then goes on unseen; `discard` undoes its late result.
 */
export async function abandonable<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  discard?: (late: T) => unknown,
): Promise<T> {
  if (signal === undefined) return await work;
  return await new Promise<T>((resolve, reject) => {
    const abort = () => {
      reject(new SignError("USER_CANCELLED"));
      work.then(discard, () => {});
    };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
