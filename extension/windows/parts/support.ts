/** Whom to ask where something fails: as the machine policy last said, kept for the day when the host does not answer. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import type { ErrorCode, ErrorDetail } from "#shared/errors.ts";
import type { Saying, Support } from "#shared/messages/error-text.ts";
import { explainError } from "#shared/messages/errors.ts";
import { language } from "./language.ts";

const KEY = "support";
const stored = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(200)),
  phone: v.pipe(v.string(), v.maxLength(200)),
});

let known: Support | undefined;

/** From an earlier window. */
export async function recallSupport(): Promise<void> {
  const found = v.safeParse(stored, (await browser.storage.local.get(KEY))[KEY]);
  if (found.success) known ??= found.output;
}

/** What the host said; nothing where the policy names nobody. */
export async function keepSupport(support: Support | undefined): Promise<void> {
  known = support;
  if (support === undefined) await browser.storage.local.remove(KEY);
  else await browser.storage.local.set({ [KEY]: support });
}

/** The text of a failure in the language of the windows, with the people to ask. */
export function explain(error: {
  readonly code: ErrorCode;
  readonly detail?: ErrorDetail | undefined;
}): Saying {
  return explainError(error, language(), known);
}
