/** Badges of the page, by address: a list that reuses its rows gets the right badge again, a removed link loses it. */

import type { ErrorCode } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { click, clickAll, type PageDocument } from "../click.ts";
import { addressKey, type Candidate, candidatesOf } from "../find/candidates.ts";
import { likely, probe } from "../find/probe.ts";
import { addressOf, type DocumentPlace, findFrames, findLinks } from "../find/scan.ts";
import { attach } from "./attach.ts";
import { type Badge, createBadge } from "./badge.ts";
import { closeCard } from "./card.ts";
import { Checks } from "./checks.ts";
import { settle } from "./settle.ts";
import { TickBar } from "./tick-bar.ts";
import { Ticks } from "./ticks.ts";

interface Placed {
  readonly link: DocumentPlace;
  readonly key: string;
  readonly badge: Badge;
  readonly document: PageDocument;
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
let ticking = false;
const ticks = new Ticks();
const checks = new Checks({
  onShown: ({ badge }) => {
    const here = placed.find((each) => each.badge === badge);
    if (here && inView.has(here.link)) settle(badge, here.link);
  },
  onOpen: (document) => click({ action: "verify", ...document }),
  onSign: (document) => sign(document),
});
/** The user wants the documents of this site checked without a click. */
let unasked = false;
const bar = new TickBar({
  onAll: () => setTicks(placed.map(({ key }) => key)),
  onNone: () => setTicking(false),
  onSign: () => signTicked(),
});

/** Documents of this frame that have a badge. */
export function badgeCount(): number {
  return new Set(placed.map(({ key }) => key)).size;
}

/** Documents in view are checked by themselves from now on, or no longer. */
export function setUnasked(on: boolean): void {
  unasked = on;
  if (on) for (const each of placed) if (inView.has(each.link)) void checks.unasked(each);
}

/** Shows a tick beside each document, or takes them away; also after the first document of a page with several was signed. */
export function setTicking(on: boolean): void {
  ticking = on;
  if (!on) ticks.set([]);
  showTicks();
}

/** All documents of this frame into one window; asked for in the popup or the context menu. */
export async function signAllBadges(): Promise<ErrorCode | null> {
  await scan();
  return placed.length === 0 ? null : clickAll(documentsOf(placed));
}

function documentsOf(these: readonly Placed[]): PageDocument[] {
  const inOrder = these.toSorted((a, b) => (isBefore(a.link, b.link) ? -1 : 1));
  const unique = new Map(inOrder.map(({ key, document }) => [key, document]));
  return [...unique.values()].slice(0, LIMITS.batchDocuments);
}

/** In the order of the page. */
function isBefore(a: Node, b: Node): boolean {
  return (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function setTicks(keys: readonly string[]): void {
  ticks.set(keys);
  showTicks();
}

function showTicks(): void {
  ticks.keep(new Set(placed.map(({ key }) => key)));
  for (const { key, badge } of placed) badge.showTick(ticking ? ticks.has(key) : null);
  bar.show({ ticked: ticks.count, all: badgeCount() });
}

function toggle(key: string): void {
  ticking = true;
  ticks.toggle(key);
  showTicks();
}

/** The ticks stay where the click was refused. A link that changed since it was ticked is another document: the user looks again. */
async function signTicked(): Promise<ErrorCode | null> {
  const changed = placed.filter((each) => ticks.has(each.key) && isStale(each));
  if (changed.length > 0) {
    remove(changed);
    return "DOCUMENT_CHANGED";
  }
  const code = await clickAll(documentsOf(placed.filter(({ key }) => ticks.has(key))));
  if (code === null) setTicking(false);
  return code;
}

/** Looks at the page, and again whenever it changes. */
export function startBadges(): void {
  if (watching) return;
  watching = true;
  void scan();
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
  closeCard();
  remove(placed);
  setTicking(false);
}

function scanSoon(): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => void scan(), REST_MILLISECONDS);
}

async function scan(): Promise<void> {
  scheduled = false;
  if (!watching) return;
  remove(placed.filter(isStale));
  for (const { badge, link } of placed) if (inView.has(link)) settle(badge, link);
  const found = [...findLinks(document), ...findFrames(document)];
  await Promise.all(candidatesOf(found, location.origin).map(consider));
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
    if (here === undefined) continue;
    settle(here.badge, here.link);
    if (unasked) void checks.unasked(here);
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
  const document = { url: href, name };
  const badge = createBadge({
    name,
    onSign: () => sign(document),
    onVerify: () => void checks.press({ key, badge, document }),
    onTick: () => toggle(key),
    onSignTicked: () => void signTicked(),
    onTickAll: () => setTicks(placed.map((each) => each.key)),
  });
  attach(badge.host, link);
  placed.push({ link, key, badge, document });
  view.observe(link);
  if (ticking) showTicks();
  checks.restore({ key, badge, document });
}

/** Who signs one of several may want the others too: from then on each has a tick. */
async function sign(document: PageDocument): Promise<ErrorCode | null> {
  const code = await click({ action: "sign", ...document });
  if (code === null && badgeCount() > 1 && !ticking) setTicking(true);
  return code;
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
  // A link that leads elsewhere now is no longer the document that was ticked.
  if (ticking && gone.length > 0) showTicks();
}
