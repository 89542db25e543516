/** Number, day and month written on the blanks of the head: what is there already stays as it is. */

import { fail } from "#shared/errors.ts";
import type { Appearance, Mark } from "../appearance/appearance.ts";
import { textLine } from "../appearance/text-line.ts";
import { readTrueType } from "../appearance/true-type.ts";
import type { VisualRect } from "../appearance/visual-page.ts";
import type { Blank } from "./head-anchors.ts";

export interface Filling {
  readonly anchor: "number" | "date";
  readonly blank: Blank;
  readonly text: string;
}

/** What is still to be written. Errors: ANCHOR_FILLED {anchor, found, wanted} where another number or date stands there. */
export function stillOpen(fillings: readonly Filling[]): Filling[] {
  return fillings.filter(({ anchor, blank: { filled: found }, text: wanted }) => {
    if (found === "") return true;
    if (wanted !== "" && plain(found) !== plain(wanted)) fail("ANCHOR_FILLED", { anchor, found, wanted });
    return false;
  });
}

/** "05" is 5. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^0+(?=\d)/u, "");
}

interface HeadLook {
  readonly look: Appearance;
  /** What is really written, each with the height of its digits. */
  readonly written: readonly VisualRect[];
}

/** Of the words beside it: no smaller, or it would not look like part of the line. */
const SMALLEST = 0.7;
/** Points kept on both sides. */
const PAD = 0.5;
/** Points beside the ink of digits that are part of their width. */
const BEARING = 0.7;
/** Of digits, in font sizes. */
const DIGIT_HEIGHT = 0.68;

/** In the size of the words beside it, smaller where the blank is too narrow for that. Errors: GLYPH_MISSING. */
export function headLook(page: number, fillings: readonly Filling[], program: Uint8Array): HeadLook {
  const font = readTrueType(program);
  const placed = fillings.map(({ blank, text }) => {
    const natural = (textLine(font, text).width * blank.size) / 1000;
    const room = Math.max(0, blank.right - blank.left - 2 * PAD);
    const scale = natural > room ? Math.max(SMALLEST, room / natural) : 1;
    const width = natural * scale;
    return { text, size: blank.size * scale, x: leftIn(blank, width), width, baseline: blank.baseline };
  });
  const size = Math.max(...placed.map((each) => each.size));
  const x = Math.min(...placed.map((each) => each.x)) - 1;
  const y = Math.min(...placed.map(({ baseline }) => baseline)) - size / 4;
  const right = Math.max(...placed.map((each) => each.x + each.width)) + 1;
  const top = Math.max(...placed.map(({ baseline }) => baseline)) + 0.95 * size;
  const marks = placed.map((each): Mark => {
    return { kind: "text", text: each.text, size: each.size, x: each.x - x, y: each.baseline - y };
  });
  return {
    look: { page, rect: { x, y, width: right - x, height: top - y }, marks, font: program },
    written: placed.map((each) => ({
      x: each.x + BEARING,
      y: each.baseline,
      width: Math.max(0, each.width - 2 * BEARING),
      height: DIGIT_HEIGHT * each.size,
    })),
  };
}

/** Where what is written begins: on the middle of the dots, but not over what stands beside them, as long as there is room. */
function leftIn({ left, middle, right }: Blank, width: number): number {
  if (width > right - left - 2 * PAD) return (left + right - width) / 2;
  return Math.min(Math.max(middle - width / 2, left + PAD), right - PAD - width);
}
