/** Where stamps of text go: in the margin above the text of the first page. */

import { POINTS_PER_MM, type VisualRect } from "../appearance/visual-page.ts";
import type { PageText } from "../text/page-text.ts";
import { isFree, printedOn } from "./free-place.ts";

/** Points. */
export interface Corner {
  readonly side: "left" | "right";
  readonly width: number;
  readonly height: number;
}

/** Millimetres: from the side, from the top, and from one height that is tried to the next. */
const [EDGE, TOP, STEP] = [12, 4, 2];

/** The highest free place; in the corner itself where there is none in the upper third. */
export function cornerPlace(
  text: PageText,
  { side, width, height }: Corner,
): { box: VisualRect; isFree: boolean } {
  const printed = printedOn(text);
  const edge = EDGE * POINTS_PER_MM;
  const x = side === "left" ? edge : text.page.width - edge - width;
  const highest = text.page.height - TOP * POINTS_PER_MM - height;
  for (let down = 0; down <= text.page.height / 3; down += STEP * POINTS_PER_MM) {
    const box = { x, y: highest - down, width, height };
    if (isFree(box, printed)) return { box, isFree: true };
  }
  return { box: { x, y: highest, width, height }, isFree: false };
}
