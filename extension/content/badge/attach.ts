/** Where a badge hangs in the page's tree: at its link, so that it scrolls and goes with it, and so that nothing else moves. */

import type { DocumentPlace } from "../find/scan.ts";

type Position = "after" | "before" | "end" | "inside";
const POSITIONS: readonly Position[] = ["after", "before", "end", "inside"];

/** What proved harmless for links of the same kind; each try costs the page a layout. */
const harmless = new Map<string, Position>();

/** Neighbours whose places are compared. */
const NEIGHBOURS = 20;

export function attach(host: HTMLElement, link: DocumentPlace): void {
  if (!(link instanceof HTMLAnchorElement)) {
    link.before(host);
    host.style.position = "absolute";
    return;
  }
  const kind = kindOf(link);
  const position = harmless.get(kind) ?? findHarmless(host, link);
  harmless.set(kind, position);
  hang(host, link, position);
}

function findHarmless(host: HTMLElement, link: HTMLAnchorElement): Position {
  const before = layoutAround(link, host);
  const found = POSITIONS.find((position) => {
    hang(host, link, position);
    const isHarmless = layoutAround(link, host) === before && scrollsWithLink(host);
    host.remove();
    return isHarmless;
  });
  return found ?? "after";
}

/** An absolute box stays behind when something scrolls that is not the box it is positioned in. */
function scrollsWithLink(host: HTMLElement): boolean {
  if (host.style.position !== "absolute") return true;
  const positioned = host.offsetParent;
  for (let each = host.parentElement; each !== null && each !== positioned; each = each.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(each).overflow)) return false;
  }
  return true;
}

/** Links of a list are built alike, whatever they are called. */
function kindOf(link: Element): string {
  const isLast = link.nextElementSibling === null;
  return [link, link.parentElement, link.parentElement?.parentElement, link.nextElementSibling]
    .map((element) => `${element?.localName}.${element?.className}`)
    .concat(String(isLast))
    .join(" ");
}

/** A style such as `a + b` or `:last-child` may tell by the neighbour that something was put in. */
function layoutAround(link: Element, host: Element): string {
  const parent = link.parentElement;
  const row = parent?.parentElement;
  const near = [...(parent?.children ?? []), ...link.children].slice(0, NEIGHBOURS);
  return [...near, parent, row, row?.nextElementSibling]
    .filter((element) => element !== host)
    .map((element) => {
      const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
      return `${x} ${y} ${width} ${height}`;
    })
    .join();
}

function hang(host: HTMLElement, link: HTMLAnchorElement, position: Position): void {
  if (position === "after") link.after(host);
  else if (position === "before") link.before(host);
  else if (position === "end") link.parentElement?.append(host);
  else link.append(host);
  keepOutOfFlow(host);
}

/** An inline box without size moves nothing; an item of a flexible or grid layout may, by its gap or its cell. */
function keepOutOfFlow(host: HTMLElement): void {
  for (const name of ["position", "flex", "align-self", "margin"]) host.style.removeProperty(name);
  host.style.position = "relative";
  if (!host.parentElement) return;
  const parent = getComputedStyle(host.parentElement);
  if (parent.display.includes("flex") && !parent.justifyContent.startsWith("space")) takeNoGap(host, parent);
  else if (/flex|grid/.test(parent.display)) host.style.position = "absolute";
}

/** Among flexible items even an empty one is followed by a gap: it is taken back. */
function takeNoGap(host: HTMLElement, { flexDirection, columnGap, rowGap }: CSSStyleDeclaration): void {
  const inColumn = flexDirection.startsWith("column");
  const gap = Number.parseFloat(inColumn ? rowGap : columnGap) || 0;
  host.style.flex = "none";
  host.style.alignSelf = "center";
  host.style.setProperty(inColumn ? "margin-block-start" : "margin-inline-start", `${-gap}px`);
}
