/**
 * The request for a document begins with the click, while its window still opens. Only for addresses of the page's own site, which the
 * page could ask for itself; every other one waits until the background has looked at it.
 */

import { LIMITS } from "#shared/protocol/limits.ts";
import { type Arriving, beginFetch } from "./request.ts";

/** A window that is not there after this time asks anew: the document may have changed. */
const KEPT_MILLISECONDS = 15_000;
/** As many as may wait for a window. */
const MOST = 5;

const early = new Map<string, Arriving>();

/** Called for trusted clicks only. */
export function fetchEarly(url: string): void {
  if (!isOwnSite(url) || early.has(url) || early.size >= MOST) return;
  const arriving = beginFetch({ url, limit: LIMITS.documentBytes });
  early.set(url, arriving);
  setTimeout(() => early.get(url) === arriving && dropEarly(url), KEPT_MILLISECONDS);
}

/** Once a click; null where nothing is on its way. */
export function takeEarly(url: string): Arriving | null {
  const arriving = early.get(url) ?? null;
  early.delete(url);
  return arriving;
}

/** No window wants it. */
export function dropEarly(url: string): void {
  takeEarly(url)?.controller.abort();
}

function isOwnSite(url: string): boolean {
  const address = URL.canParse(url) ? new URL(url) : null;
  return address !== null && /^https?:$/.test(address.protocol) && address.origin === location.origin;
}
