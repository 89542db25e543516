/** The popup's page beside the tab in front, which stays in front: a bubble gives tests no page. */

import type { Page } from "playwright-core";
import type { Chromium } from "./chromium.ts";
import { waitForWindow } from "./signing-desk.ts";

const POPUP_PAGE = "windows/popup/popup.html";

export async function openPopup(browser: Chromium): Promise<Page> {
  const opened = waitForWindow(browser, POPUP_PAGE);
  const worker = await browser.worker();
  await worker.evaluate((address) => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { create(tab: { url: string; active: boolean }): void } };
    };
    chrome.tabs.create({ url: address, active: false });
  }, browser.address(POPUP_PAGE));
  return opened;
}
