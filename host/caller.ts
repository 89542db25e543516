/** Who started the host: a browser for one of our extensions, a browser for a stranger's, or a person. */

import { CHROMIUM_ID, GECKO_ID } from "#shared/protocol/identity.ts";

export type Caller = "extension" | "stranger" | "person";

const CHROMIUM_SCHEME = "chrome-extension://";

/**
 * Chromium passes `chrome-extension://ID/` first; Firefox the path of its host manifest, then the id of the extension. No command of
 * the command line looks like either.
 */
export function callerOf(args: readonly string[]): Caller {
  const [first = "", second] = args;
  if (first.startsWith(CHROMIUM_SCHEME)) {
    return first === `${CHROMIUM_SCHEME}${CHROMIUM_ID}/` ? "extension" : "stranger";
  }
  if (/^([A-Za-z]:)?[\\/].*\.json$/.test(first) && second !== undefined) {
    return second === GECKO_ID ? "extension" : "stranger";
  }
  return "person";
}
