/** Checks that a content script asks of our hidden frame, told where no page can write: once each. */

import browser from "webextension-polyfill";

const keyOf = (id: string) => `check ${id}`;

export async function announce(id: string): Promise<void> {
  await browser.storage.local.set({ [keyOf(id)]: true });
}

/** Whether it was announced and not taken yet. */
export async function takeAnnounced(id: string): Promise<boolean> {
  const key = keyOf(id);
  const { [key]: announced } = await browser.storage.local.get(key);
  await browser.storage.local.remove(key);
  return announced === true;
}
