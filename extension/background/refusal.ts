/** A click outside of a badge that was refused: a mark on the toolbar icon; the popup says the words. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { ERROR_CODES, type ErrorCode } from "#shared/errors.ts";

const KEY = "refused";
const refused = v.picklist(ERROR_CODES);

export async function refuse(code: ErrorCode): Promise<void> {
  await browser.storage.session.set({ [KEY]: code });
  await browser.action.setBadgeText({ text: "!" });
}

/** What the popup has to say, once. */
export async function takeRefusal(): Promise<ErrorCode | null> {
  const stored = v.safeParse(refused, (await browser.storage.session.get(KEY))[KEY]);
  await browser.storage.session.remove(KEY);
  await browser.action.setBadgeText({ text: "" });
  return stored.success ? stored.output : null;
}
