/** One place for pages of many sizes: what would not be seen on a small one is moved onto it. */

import { type VisualRect, visualPage } from "../appearance/visual-page.ts";
import type { PdfDocument } from "../document.ts";
import { pageByNumber } from "../pages.ts";

/** The rectangle itself where any of it is on the page, else the nearest place on the page. Errors: those of `pageByNumber`. */
export function ontoPage(document: PdfDocument, number: number, rect: VisualRect): VisualRect {
  const page = visualPage(document.objects, pageByNumber(document, number));
  const { x, y, width, height } = rect;
  if (x < page.width && y < page.height && x + width > 0 && y + height > 0) return rect;
  return whollyOnPage(document, number, rect);
}

/** Moved as far as it must be so that all of it is seen; one larger than the page begins at its edge. Errors: those of `pageByNumber`. */
export function whollyOnPage(document: PdfDocument, number: number, rect: VisualRect): VisualRect {
  const page = visualPage(document.objects, pageByNumber(document, number));
  const { x, y, width, height } = rect;
  return { x: within(x, page.width - width), y: within(y, page.height - height), width, height };
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}
