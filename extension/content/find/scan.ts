/** Reads the links of the page, open and closed shadow roots included. Reads only: no request, no event, no change. */

import type { FoundLink } from "./candidates.ts";
import type { LinkFacts } from "./evidence.ts";

/** Links of one scan; a page with more gets badges on the first ones. */
const LINKS = 2000;
/** An element that leads to a document or shows one. */
export type DocumentPlace = HTMLAnchorElement | HTMLIFrameElement | HTMLEmbedElement | HTMLObjectElement;

export function addressOf(place: DocumentPlace): string {
  if (place instanceof HTMLAnchorElement) return place.href;
  return place instanceof HTMLObjectElement ? place.data : place.src;
}

const CONTAINER = "li, tr, [role=row], [role=listitem], .card, .attachment";

const closedRoots = (
  globalThis as { chrome?: { dom?: { openOrClosedShadowRoot?: (element: Element) => ShadowRoot | null } } }
).chrome?.dom;

export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  const { openOrClosedShadowRoot } = element as { openOrClosedShadowRoot?: ShadowRoot | null };
  return (
    openOrClosedShadowRoot ??
    (element instanceof HTMLElement ? closedRoots?.openOrClosedShadowRoot?.(element) : null) ??
    null
  );
}

export function findLinks(
  root: Document | ShadowRoot,
  found: FoundLink<DocumentPlace>[] = [],
): FoundLink<DocumentPlace>[] {
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (found.length >= LINKS) return found;
    found.push({ facts: factsOf(link), place: link });
  }
  // Custom elements alone may have a shadow root that holds links.
  for (const element of root.querySelectorAll("*")) {
    if (!element.localName.includes("-")) continue;
    const shadow = shadowRootOf(element);
    if (shadow) findLinks(shadow, found);
  }
  return found;
}

function factsOf(link: HTMLAnchorElement): LinkFacts {
  return {
    href: link.href,
    rawHref: link.getAttribute("href") ?? "",
    text: clipped(link.textContent),
    title: clipped(link.title),
    ariaLabel: clipped(link.getAttribute("aria-label")),
    download: link.getAttribute("download"),
    classes: `${link.className} ${link.closest("li")?.className ?? ""}`,
    type: link.type,
    container: clipped(link.closest(CONTAINER)?.textContent),
    method: link.dataset["method"] ?? null,
    confirm: link.dataset["confirm"] ?? null,
  };
}

/** Documents shown within the page: what the element says of itself, or its address; never the text around it. */
export function findFrames(root: Document): FoundLink<DocumentPlace>[] {
  const shown = root.querySelectorAll<HTMLIFrameElement | HTMLEmbedElement | HTMLObjectElement>(
    "iframe[src], embed[src], object[data]",
  );
  return [...shown].map((place) => ({ facts: frameFacts(place), place }));
}

function frameFacts(place: DocumentPlace): LinkFacts {
  const raw = place.getAttribute("src") ?? place.getAttribute("data") ?? "";
  const type = place.getAttribute("type") ?? "";
  const title = clipped(place.title);
  const none = {
    text: "",
    ariaLabel: "",
    classes: "",
    container: "",
    download: null,
    method: null,
    confirm: null,
  };
  return { ...none, href: addressOf(place), rawHref: raw, title, type };
}

function clipped(text: string | null | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").trim().slice(0, 500);
}
