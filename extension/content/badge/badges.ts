/** Badges of the page, by address: a list that reuses its rows gets the right badge again, a removed link loses it. */

import { click } from "../click.ts";
import { addressKey, type Candidate, candidatesOf } from "../find/candidates.ts";
import { probe } from "../find/probe.ts";
import { findLinks } from "../find/scan.ts";
import { createBadge } from "./badge.ts";

interface Placed {
  readonly link: HTMLAnchorElement;
  readonly key: string;
  readonly badge: HTMLElement;
}

/** Pause after a change of the page before it is read again. */
const REST_MILLISECONDS = 400;

let placed: Placed[] = [];
let scheduled = false;

/** Documents of this frame that have a badge. */
export function badgeCount(): number {
  return new Set(placed.map(({ key }) => key)).size;
}

export function startBadges(): void {
  scan();
  const observer = new MutationObserver(scanSoon);
  const watched = { subtree: true, childList: true, attributes: true, attributeFilter: ["href"] };
  observer.observe(document.documentElement, watched);
  document.addEventListener("visibilitychange", scanSoon);
}

function scanSoon(): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(scan, REST_MILLISECONDS);
}

function scan(): void {
  scheduled = false;
  removeStale();
  for (const candidate of candidatesOf(findLinks(document), location.origin)) void consider(candidate);
}

async function consider(candidate: Candidate<HTMLAnchorElement>): Promise<void> {
  const probed = candidate.way === "show" ? "unknown" : await probe(candidate.href);
  if (probed === "other" || (probed === "unknown" && !candidate.strong)) return;
  const [first] = candidate.places.filter((link) => link.isConnected && isSeen(link));
  if (first) place(first, candidate);
}

function isSeen(link: Element): boolean {
  return link.getClientRects().length > 0;
}

/** One badge a document and container, however many links lead to it. */
function place(link: HTMLAnchorElement, { href, name }: Candidate<HTMLAnchorElement>): void {
  const key = addressKey(href);
  if (placed.some((each) => each.key === key && each.badge.isConnected)) return;
  const badge = createBadge(link, { name, onClick: (action) => click({ action, url: href, name }) });
  link.after(badge);
  placed.push({ link, key, badge });
}

function removeStale(): void {
  const stale = placed.filter(
    ({ link, key, badge }) => !link.isConnected || !badge.isConnected || addressKey(link.href) !== key,
  );
  for (const { badge } of stale) badge.remove();
  placed = placed.filter((each) => !stale.includes(each));
}
