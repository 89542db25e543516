/** Where stamps of text go: in the margin above the text of the first page. */

import { fail } from "#shared/errors.ts";
import { wrapped } from "../appearance/text-line.ts";
import type { TrueType } from "../appearance/true-type.ts";
import { POINTS_PER_MM, type VisualRect } from "../appearance/visual-page.ts";
import type { PageText } from "../text/page-text.ts";
import { isFree, printedOn } from "./free-place.ts";

/** Points. */
export interface Corner {
  readonly side: "left" | "right";
  readonly width: number;
  readonly height: number;
}

/** Of the page: a longer line is broken, and no more of its height is taken. */
const MOST = { width: 1 / 2, height: 1 / 3 };

/** Lines that fit into a corner. Errors: LIMIT_EXCEEDED {limit: "stampText"} where that cannot be, GLYPH_MISSING. */
export function cornerLines(
  { page }: PageText,
  { lines, font, size, leading }: { lines: readonly string[]; font: TrueType; size: number; leading: number },
): string[] {
  const width = MOST.width * page.width;
  const broken = lines.flatMap((line) => wrapped(font, line, { size, width }));
  const isHigh = broken.length * size * leading > MOST.height * page.height;
  return isHigh ? fail("LIMIT_EXCEEDED", { limit: "stampText" }) : broken;
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
