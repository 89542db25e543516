/** What lies around a link on the screen: read from the page as it is drawn, without touching it. */

import type { Box } from "./place.ts";

/** What is pressed, or is a picture of its own. */
const OCCUPIED =
  "a, button, input, select, textarea, label, img, svg, canvas, video, audio, iframe, embed, object, [role=button], [role=menuitem], [onclick], [tabindex]";
/** What one document's row is in most pages. */
const ROW = "li, tr, td, th, dd, p, [role=row], [role=listitem], .card";
const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|odt|rar|zip|png|jpe?g)(?=$|[\s"'()&?#;,])/i;
/** A badge further away could belong to anything. */
const FAR = 400;
/** A picture of a file type is no larger. */
const PICTURE = 28;
/** Distance of the points that are looked at. */
const STEP = 8;

/**
 * Whether a box is free: asked point by point, as a person sees it. `own`: the link or frame itself, whose padding and file picture
 * do not count; `ours`: the badge.
 */
export function freeAround(own: Element, ours: Element): (box: Box) => boolean {
  const clip = clipOf(ours);
  const texts = new Map<Element, readonly DOMRect[]>();
  const hasText = (element: Element, box: Box) => {
    const known = texts.get(element) ?? textBoxes(element);
    texts.set(element, known);
    return known.some((text) => touches(text, box));
  };
  return (box) => {
    if (!contains(clip, box)) return false;
    return elementsIn(box, ours).every((element) => !isOccupied(element, own) && !hasText(element, box));
  };
}

/** The part of the window in which something at that place would be seen: no ancestor cuts it off. */
function clipOf(element: Element): Box {
  const { clientWidth, clientHeight } = document.documentElement;
  let clip: Box = { left: 0, top: 0, right: clientWidth, bottom: Math.max(clientHeight, innerHeight) };
  for (let each = element.parentElement; each !== null && each !== document.body; each = each.parentElement) {
    if (getComputedStyle(each).overflow === "visible") continue;
    const { left, top, right, bottom } = each.getBoundingClientRect();
    clip = {
      left: Math.max(clip.left, left),
      top: Math.max(clip.top, top),
      right: Math.min(clip.right, right),
      bottom: Math.min(clip.bottom, bottom),
    };
  }
  return clip;
}

function contains(outer: Box, { left, top, right, bottom }: Box): boolean {
  return left >= outer.left && top >= outer.top && right <= outer.right && bottom <= outer.bottom;
}

function elementsIn({ left, top, right, bottom }: Box, ours: Element): Element[] {
  const seen = new Set<Element>();
  const root = ours.getRootNode() as Document | ShadowRoot;
  for (const y of [top + 2, (top + bottom) / 2, bottom - 2]) {
    for (let x = left; x <= right; x += STEP) {
      const hit = root.elementsFromPoint(x, y).find((element) => element !== ours);
      if (hit) seen.add(hit);
    }
  }
  return [...seen];
}

function isOccupied(element: Element, own: Element): boolean {
  const pressed = element.closest(OCCUPIED);
  // What surrounds the link and the badge alike, such as a list that can be focused, is the ground they stand on.
  if (pressed === null || (pressed !== own && pressed.contains(own))) return false;
  if (pressed === own) return !(own instanceof HTMLAnchorElement);
  return !own.contains(pressed) || !isPicture(pressed);
}

function isPicture(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return element.matches("img, svg") && width <= PICTURE && height <= PICTURE;
}

function textBoxes(element: Element): readonly DOMRect[] {
  const boxes: DOMRect[] = [];
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || (node.nodeValue ?? "").trim() === "") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    boxes.push(...range.getClientRects());
  }
  return boxes;
}

/** Lines of text have room above and below their letters. */
function touches(text: Box, box: Box): boolean {
  const across = text.left < box.right && text.right > box.left;
  return across && text.top + 3 < box.bottom && text.bottom - 3 > box.top;
}

export interface Lines {
  readonly first: Box;
  readonly last: Box;
}

/** Lines of the link as drawn; null where it is not drawn. */
export function linesOf(link: Element): Lines | null {
  const lines = [...link.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const [first] = lines;
  const last = lines.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/** How far to the right a badge may go: see `LinkPlace`. */
export function endsOf(link: Element, { last }: Lines): { rowEnd: number; lineEnd: number } {
  const row = link.closest(ROW) ?? link.parentElement ?? link;
  let line: Element = row;
  // An item no wider than its words stands in a line with others.
  while (line.parentElement && /inline|contents/.test(getComputedStyle(line).display))
    line = line.parentElement;
  const window = document.documentElement.clientWidth;
  const next = nextFile(link, row, last);
  return {
    rowEnd: Math.min(window, row.getBoundingClientRect().right, last.right + FAR, next),
    lineEnd: Math.min(window, line.getBoundingClientRect().right, next),
  };
}

/** Left end of the next file in the same row and line; Infinity where there is none. */
function nextFile(link: Element, row: Element, last: Box): number {
  const others = [...row.querySelectorAll("a[href]")].filter((other) => {
    const box = other.getBoundingClientRect();
    return other !== link && box.left >= last.right && box.top < last.bottom && box.bottom > last.top;
  });
  const files = others.filter((other) => FILE.test(other.textContent ?? ""));
  return Math.min(Number.POSITIVE_INFINITY, ...files.map((other) => other.getBoundingClientRect().left));
}
