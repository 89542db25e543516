/** The context menu on links, frames and pages: the way in where no badge stands. */

import browser, { type Menus, type Tabs } from "webextension-polyfill";
import { pageTexts } from "#shared/messages/page.ts";
import { sitePattern } from "../site-origin.ts";
import { clickInMenu } from "./clicks.ts";
import { refuse } from "./refusal.ts";
import { enableSite } from "./sites.ts";

const ITEMS = [
  { id: "sign", title: pageTexts.vi.sign },
  { id: "verify", title: pageTexts.vi.verify },
] as const;

/** Anew at each installation or update; the browser keeps the items. */
export async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const { id, title } of ITEMS) {
    browser.contextMenus.create({ id, title, contexts: ["link", "frame", "page"] });
  }
}

export async function menuClicked(info: Menus.OnClickData, tab?: Tabs.Tab): Promise<void> {
  const action = info.menuItemId === "verify" ? "verify" : "sign";
  // First of all, while the click still counts as the user's gesture.
  const granted = askForSite(tab?.url ?? info.pageUrl);
  const refused = await clickInMenu(action, info, tab);
  if (refused !== null) await refuse(tab?.id, refused);
  if (await granted) await enableSite();
}

/** The click on our own menu item is the user's wish for this site; a browser that cannot ask goes on without. */
function askForSite(url: string | undefined): Promise<boolean> {
  const pattern = sitePattern(url);
  if (pattern === null) return Promise.resolve(false);
  return browser.permissions.request({ origins: [pattern] }).catch(() => false);
}
