/** The context menu on links, and on pages and frames that are PDFs by their address: the way in where no badge stands. */

import browser, { type Menus, type Tabs } from "webextension-polyfill";
import { pageTexts } from "#shared/messages/page.ts";
import type { JobAction } from "../jobs.ts";
import { sitePattern } from "../site-origin.ts";
import { clickInMenu } from "./clicks.ts";
import { refuse } from "./refusal.ts";
import { signAll } from "./sign-all.ts";

const TITLES: Readonly<Record<JobAction, string>> = { sign: pageTexts.vi.sign, verify: pageTexts.vi.verify };

/** A menu is made before the page is known; the popup serves PDFs of other addresses. */
const PDF_ADDRESSES = ["*://*/*.pdf", "*://*/*.pdf?*", "*://*/*.PDF", "*://*/*.PDF?*"];

/** Anew at each installation or update; the browser keeps the items. */
export async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: "sign-all", title: pageTexts.vi.signAll, contexts: ["page", "frame"] });
  for (const [action, title] of Object.entries(TITLES)) {
    browser.contextMenus.create({ id: action, title, contexts: ["link"] });
    browser.contextMenus.create({
      ...{ id: `${action}-page`, title, contexts: ["page", "frame"] },
      documentUrlPatterns: PDF_ADDRESSES,
    });
  }
}

export async function menuClicked(info: Menus.OnClickData, tab?: Tabs.Tab): Promise<void> {
  // Before anything is waited for: only now does the click count as the user's gesture.
  askForSite(tab?.url ?? info.pageUrl);
  if (info.menuItemId === "sign-all") {
    if (tab?.id !== undefined) await signAll({ tabId: tab.id, frameId: info.frameId ?? 0 });
    return;
  }
  const action = String(info.menuItemId).startsWith("verify") ? "verify" : "sign";
  const refused = await clickInMenu(action, info, tab);
  if (refused !== null) await refuse(refused);
}

/** The click on our own menu item is the user's wish for this site; where the answer is no, this one document goes on all the same. */
function askForSite(url: string | undefined): void {
  const pattern = sitePattern(url);
  if (pattern !== null) browser.permissions.request({ origins: [pattern] }).catch(() => false);
}
