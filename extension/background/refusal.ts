/** A refused click outside of a badge: a mark on the toolbar icon, whose words the popup says. */

import browser from "webextension-polyfill";
import type { ErrorCode } from "#shared/errors.ts";
import { ERROR_TEXTS } from "#shared/messages/errors.ts";

export async function refuse(tabId: number | undefined, code: ErrorCode): Promise<void> {
  const tab = tabId === undefined ? {} : { tabId };
  const { said } = ERROR_TEXTS[code].vi;
  await browser.action.setBadgeText({ text: "!", ...tab });
  await browser.action.setTitle({ title: `Ấn Tín: ${said}`, ...tab });
}
