/** One life of the browser: what its pages held ends with it. */

import browser from "webextension-polyfill";

const KEY = "life";

/** The same until the browser ends; after a crash another. */
export async function browserLife(): Promise<string> {
  const stored: unknown = (await browser.storage.session.get(KEY))[KEY];
  if (typeof stored === "string") return stored;
  const life = crypto.randomUUID();
  await browser.storage.session.set({ [KEY]: life });
  return life;
}
