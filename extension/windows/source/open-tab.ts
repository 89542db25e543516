/** The tab that shows a site now: where a document of an earlier window may be fetched from and given to. */

import browser from "webextension-polyfill";
import type { Source } from "#shared/protocol/messages.ts";
import { type Job, originOf } from "../../jobs.ts";

/** The one used last; never a private one, whose user may be another. null where none is open, or the extension may not see it. */
export async function openTabOf(source: Source): Promise<Job["tab"]> {
  if (source.kind === "local") return null;
  const tabs = await browser.tabs.query({});
  const [latest] = tabs
    .filter(({ url, incognito }) => !incognito && originOf(url) === source.topOrigin)
    .toSorted((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  return latest?.id === undefined ? null : { tabId: latest.id, frameId: 0 };
}
