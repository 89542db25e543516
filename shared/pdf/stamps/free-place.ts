/** Places of a page on which nothing is printed. */

import type { VisualRect } from "../appearance/visual-page.ts";
import type { PageText } from "../text/page-text.ts";
import { overlap } from "./over-text.ts";

/** Words, and glyphs of which nobody knows what letters they are. Slanted words are a watermark: all of the page stands on it. */
export function printedOn({ words, unread }: PageText): VisualRect[] {
  return [...words.filter(({ angle }) => angle % 90 === 0).map(({ box }) => box), ...unread];
}

export function isFree(rect: VisualRect, printed: readonly VisualRect[]): boolean {
  return !printed.some((box) => overlap(box, rect));
}

const DOT = /^[.…_·\u2024\u2025]$/u;
/** In font sizes: what letters without marks take above and below their line. */
const [DEPTH, HEIGHT] = [0.2, 0.7];

/** Whether a letter stands within `rect`; dots and dashes are there to be written on. */
export function coversLetters({ words }: PageText, rect: VisualRect): boolean {
  return words.some((word) => {
    if (!overlap(word.box, rect)) return false;
    if (word.angle !== 0) return word.angle % 90 === 0;
    const y = word.baseline - DEPTH * word.size;
    const height = (DEPTH + HEIGHT) * word.size;
    return word.letters.some(
      ({ text, x, width }) => !DOT.test(text) && overlap({ x, y, width, height }, rect),
    );
  });
}

/** Points: from one place that is tried to the next, and how far aside of its middle a signature may stand. */
const STEP = 2;
const ASIDE = [0, -4, 4, -8, 8];
/** Of its size, where there is no room for all of it. */
const SCALES = [1, 0.85, 0.7, 0.6];

/** The nearest free place between `bottom` and `top` for what wants to stand at `wanted`; smaller where it must be; null where none is. */
export function freeBetween(
  wanted: VisualRect,
  { bottom, top, printed }: { bottom: number; top: number; printed: readonly VisualRect[] },
): VisualRect | null {
  const near = printed.filter(
    ({ y, height }) => y < top + wanted.height && y + height > bottom - wanted.height,
  );
  for (const scale of SCALES) {
    const [width, height] = [wanted.width * scale, wanted.height * scale];
    const [x, y] = [wanted.x + (wanted.width - width) / 2, wanted.y + (wanted.height - height) / 2];
    for (const aside of ASIDE) {
      for (const rise of risesWithin({ least: bottom - y, most: top - height - y })) {
        const rect = { x: x + aside, y: y + rise, width, height };
        if (isFree(rect, near)) return rect;
      }
    }
  }
  return null;
}

/** Nearest first; 0 is always tried. */
function risesWithin({ least, most }: { least: number; most: number }): number[] {
  const rises = [0];
  for (let rise = STEP; rise <= Math.max(-least, most); rise += STEP) {
    if (-rise >= least) rises.push(-rise);
    if (rise <= most) rises.push(rise);
  }
  return rises;
}
