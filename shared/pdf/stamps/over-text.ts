/** Whether a stamp would hide words of the page: said before it is signed. */

import { SignError } from "#shared/errors.ts";
import type { VisualRect } from "../appearance/visual-page.ts";
import type { PdfDocument } from "../document.ts";
import { pageByNumber } from "../pages.ts";
import { pageText } from "../text/page-text.ts";

/** False too where the page is beyond the limits of reading: a warning must not stop a signature. */
export function standsOverText(document: PdfDocument, page: number, rect: VisualRect): boolean {
  try {
    const { words } = pageText(document.objects, pageByNumber(document, page));
    return words.some(({ box }) => overlap(box, rect));
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code === "LIMIT_EXCEEDED") return false;
    throw thrown;
  }
}

export function overlap(a: VisualRect, b: VisualRect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
