/** Badges of the page, by address: a list that reuses its rows gets the right badge again, a removed link loses it. */

import { click } from "../click.ts";
import { addressKey, type Candidate, candidatesOf } from "../find/candidates.ts";
import { likely, probe } from "../find/probe.ts";
import { addressOf, type DocumentPlace, findFrames, findLinks } from "../find/scan.ts";
import { attach } from "./attach.ts";
import { type Badge, createBadge } from "./badge.ts";
import { settle } from "./settle.ts";

interface Placed {
  readonly link: DocumentPlace;
  readonly key: string;
  readonly badge: Badge;
}

/** Pause after a change of the page before it is read again. */
const REST_MILLISECONDS = 400;

let placed: Placed[] = [];
let watching = false;
const changes = new MutationObserver(scanSoon);
const inView = new WeakSet<Element>();
const view = new IntersectionObserver(comeIntoView);
const waitingForPointer = new WeakSet<DocumentPlace>();
let scheduled = false;

/** Documents of this frame that have a badge. */
export function badgeCount(): number {
  return new Set(placed.map(({ key }) => key)).size;
}

/** Looks at the page, and again whenever it changes. */
export function startBadges(): void {
  if (watching) return;
  watching = true;
  scan();
  const watched = {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["href", "src", "data"],
  };
  changes.observe(document.documentElement, watched);
  document.addEventListener("visibilitychange", scanSoon);
  addEventListener("resize", scanSoon);
}

/** The user turned this site off: the page is as if we had never been there. */
export function stopBadges(): void {
  watching = false;
  changes.disconnect();
  document.removeEventListener("visibilitychange", scanSoon);
  removeEventListener("resize", scanSoon);
  remove(placed);
}

function scanSoon(): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(scan, REST_MILLISECONDS);
}

function scan(): void {
  scheduled = false;
  if (!watching) return;
  remove(placed.filter(isStale));
  for (const { badge, link } of placed) if (inView.has(link)) settle(badge, link);
  const found = [...findLinks(document), ...findFrames(document)];
  for (const candidate of candidatesOf(found, location.origin)) void consider(candidate);
}

/** A place is chosen by what is drawn around it, so only once it is on the screen. */
function comeIntoView(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) {
      inView.delete(target);
      continue;
    }
    inView.add(target);
    const here = placed.find(({ link }) => link === target);
    if (here !== undefined) settle(here.badge, here.link);
  }
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
  if (!watching || placed.some((each) => each.key === key && each.badge.host.isConnected)) return;
  const link = places.find((each) => each.isConnected && each.getClientRects().length > 0);
  if (link === undefined) return;
  const badge = createBadge({ name, onClick: (action) => click({ action, url: href, name }) });
  attach(badge.host, link);
  placed.push({ link, key, badge });
  view.observe(link);
}

function isStale({ link, key, badge }: Placed): boolean {
  return !link.isConnected || !badge.host.isConnected || addressKey(addressOf(link)) !== key;
}

function remove(gone: readonly Placed[]): void {
  for (const { badge, link } of gone) {
    badge.host.remove();
    view.unobserve(link);
  }
  placed = placed.filter((each) => !gone.includes(each));
}
