/** Badges of the page, by address: a list that reuses its rows gets the right badge again, a removed link loses it. */

import { click } from "../click.ts";
import { addressKey, type Candidate, candidatesOf } from "../find/candidates.ts";
import { likely, probe } from "../find/probe.ts";
import { addressOf, type DocumentPlace, findFrames, findLinks } from "../find/scan.ts";
import { createBadge, settle } from "./badge.ts";

interface Placed {
  readonly link: DocumentPlace;
  readonly key: string;
  readonly badge: HTMLElement;
}

/** Pause after a change of the page before it is read again. */
const REST_MILLISECONDS = 400;

let placed: Placed[] = [];
const waitingForPointer = new WeakSet<DocumentPlace>();
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
  const found = [...findLinks(document), ...findFrames(document)];
  for (const candidate of candidatesOf(found, location.origin)) void consider(candidate);
}

async function consider(candidate: Candidate<DocumentPlace>): Promise<void> {
  const probed = candidate.probing ? await probe(candidate.href, { hovered: false }) : "unknown";
  const known = probed === "unknown" ? likely(candidate.href) : probed;
  if (known === "other") return;
  if (known === "pdf" || candidate.named) show(candidate);
  else if (candidate.probing) probeOnHover(candidate);
  else if (candidate.strong) show(candidate);
}

/** Beyond the caps only where a person points, and only that one. */
function probeOnHover(candidate: Candidate<DocumentPlace>): void {
  for (const place of candidate.places) {
    if (waitingForPointer.has(place)) continue;
    waitingForPointer.add(place);
    const ask = async () => {
      if ((await probe(candidate.href, { hovered: true })) === "pdf") show(candidate);
    };
    place.addEventListener("pointerenter", () => void ask(), { once: true });
    place.addEventListener("focus", () => void ask(), { once: true });
  }
}

/** One badge a document, however many links lead to it. */
function show({ href, name, places }: Candidate<DocumentPlace>): void {
  const key = addressKey(href);
  if (placed.some((each) => each.key === key && each.badge.isConnected)) return;
  const link = places.find((each) => each.isConnected && each.getClientRects().length > 0);
  if (link === undefined) return;
  const badge = createBadge(link, { name, onClick: (action) => click({ action, url: href, name }) });
  if (link instanceof HTMLAnchorElement) link.after(badge);
  else link.before(badge);
  settle(badge, link);
  placed.push({ link, key, badge });
}

function removeStale(): void {
  const stale = placed.filter(
    ({ link, key, badge }) => !link.isConnected || !badge.isConnected || addressKey(addressOf(link)) !== key,
  );
  for (const { badge } of stale) badge.remove();
  placed = placed.filter((each) => !stale.includes(each));
}
