/** "Ký tất cả" outside of the page: the frames are told, each answers with its documents as if its own button had been pressed. */

import browser from "webextension-polyfill";
import type { FrameMessage } from "../messages.ts";

export interface Asked {
  readonly tabId: number;
  /** Absent: every frame of the tab. */
  readonly frameId?: number;
}

/** Frames without documents, and tabs without our script, do nothing. */
export async function signAll({ tabId, frameId }: Asked): Promise<null> {
  const message: FrameMessage = { type: "sign-all" };
  const options = frameId === undefined ? {} : { frameId };
  await browser.tabs.sendMessage(tabId, message, options).catch(() => undefined);
  return null;
}
