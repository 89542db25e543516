/** What the popup's buttons do. Each ends with the popup closed: a window or the page goes on from there. */

import browser from "webextension-polyfill";
import type { JobAction } from "../../jobs.ts";
import type { WindowMessage } from "../../messages.ts";
import type { SiteFacts } from "./state.ts";

async function tell(message: WindowMessage): Promise<void> {
  await browser.runtime.sendMessage(message);
  window.close();
}

/** A file of the user's own; it is chosen in the window. */
export const startOwn = (action: JobAction) => tell({ type: "jobs.own", action });

/** The PDF that fills the tab. */
export const startOpenFile = (action: JobAction, { tabId }: SiteFacts) =>
  tell({ type: "jobs.tab", action, tabId });

export const showWindow = () => tell({ type: "windows.show" });

/** Must be called straight from the click: browsers ask the person only then. */
export function turnOn({ pattern }: SiteFacts): Promise<void> {
  return browser.permissions.request({ origins: [pattern] }).then(async (granted) => {
    if (granted) await tell({ type: "sites.refresh" });
  });
}

export async function turnOff({ pattern }: SiteFacts): Promise<void> {
  await browser.permissions.remove({ origins: [pattern] });
  await tell({ type: "sites.refresh" });
}
