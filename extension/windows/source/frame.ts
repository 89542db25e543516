/** Speaks to the content script of one frame; puts it there first where the user's click allows that. */

import browser from "webextension-polyfill";
import type { FrameMessage } from "../../messages.ts";

export interface FramePlace {
  readonly tabId: number;
  readonly frameId: number;
}

/** The script's answer; null where there is no script and none may be put there (the tab is gone, the site was never allowed). */
export async function askFrame(place: FramePlace, message: FrameMessage): Promise<unknown | null> {
  if (!(await isThere(place)) && !(await inject(place))) return null;
  return send(place, message);
}

async function isThere(place: FramePlace): Promise<boolean> {
  return (await send(place, { type: "here" })) === true;
}

function send({ tabId, frameId }: FramePlace, message: FrameMessage): Promise<unknown | null> {
  return browser.tabs.sendMessage(tabId, message, { frameId }).then(
    (answer: unknown) => answer ?? null,
    () => null,
  );
}

/** Allowed by a granted site or, until the tab moves on, by the click itself (activeTab). */
function inject({ tabId, frameId }: FramePlace): Promise<boolean> {
  const target = { tabId, frameIds: [frameId] };
  return browser.scripting.executeScript({ target, files: ["content/main.js"] }).then(
    () => true,
    () => false,
  );
}
