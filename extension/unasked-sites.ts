/** Sites whose documents are checked without a click, because the user wants it so; kept on this computer. */

import * as v from "valibot";
import browser from "webextension-polyfill";

const KEY = "sites-unasked";
const MAX_SITES = 500;
const patterns = v.pipe(v.array(v.string()), v.maxLength(MAX_SITES));

async function read(): Promise<string[]> {
  const stored = v.safeParse(patterns, (await browser.storage.local.get(KEY))[KEY]);
  return stored.success ? stored.output : [];
}

/** @param pattern of `sitePattern` */
export async function isUnasked(pattern: string | null): Promise<boolean> {
  return pattern !== null && (await read()).includes(pattern);
}

/** The oldest gives way where there are too many. */
export async function setUnaskedSite(pattern: string, on: boolean): Promise<void> {
  const others = (await read()).filter((each) => each !== pattern);
  const sites = on ? [...others, pattern].slice(-MAX_SITES) : others;
  await browser.storage.local.set({ [KEY]: sites });
}
