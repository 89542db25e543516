/** What the popup's buttons do. Each ends with the popup closed: a window or the page goes on from there. */

import browser from "webextension-polyfill";
import type { JobAction } from "../../jobs.ts";
import type { WindowMessage } from "../../messages.ts";
import { type SiteFacts, tell } from "./state.ts";

async function tellAndClose(message: WindowMessage): Promise<void> {
  await tell(message);
  window.close();
}

/** A file of the user's own; it is chosen in the window. */
export const startOwn = (action: JobAction) => tellAndClose({ type: "jobs.own", action });

/** The PDF that fills the tab. */
export const startOpenFile = (action: JobAction, { tabId }: SiteFacts) =>
  tellAndClose({ type: "jobs.tab", action, tabId });

/** Every document of the page in one list. */
export const startAll = ({ tabId }: SiteFacts) => tellAndClose({ type: "jobs.all", tabId });

/** What an earlier window left unfinished. */
export const openUnfinished = () => tellAndClose({ type: "windows.open" });

export const showWindow = () => tellAndClose({ type: "windows.show" });

/** Must be called straight from the click: browsers ask the person only then. The background hears of the grant by itself. */
export async function turnOn({ pattern, tabId }: SiteFacts): Promise<void> {
  const granted = browser.permissions.request({ origins: [pattern] });
  if (await granted) await tellAndClose({ type: "sites.turn", pattern, off: false, tabId });
}

/** The popup stays: the tick shows what is so now. */
export const turnUnasked = ({ pattern, tabId }: SiteFacts, on: boolean) =>
  tell({ type: "sites.unasked", pattern, on, tabId });

/** A permission of the manifest stays; then the site is left out by us. */
export async function turnOff({ pattern, tabId }: SiteFacts): Promise<void> {
  const origins = [pattern];
  await browser.permissions.remove({ origins }).catch(() => false);
  const off = await browser.permissions.contains({ origins });
  await tellAndClose({ type: "sites.turn", pattern, off, tabId });
}
