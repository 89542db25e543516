/** How much of what stood there the opaque parts of a stamp hide, by points that are looked at. */

import type { OpaquePart } from "./opaque-parts.ts";
import type { Box } from "./picture.ts";
import { intersectionOf } from "./plane.ts";

type Paint = readonly OpaquePart[];

function isCovered(parts: Paint, x: number, y: number): boolean {
  return parts.some(
    ({ box, covers }) => x >= box.left && x <= box.right && y >= box.bottom && y <= box.top && covers(x, y),
  );
}

function* gridOf({ left, bottom, right, top }: Box, steps: number): Generator<[number, number]> {
  for (let row = 0; row < steps; row++) {
    for (let column = 0; column < steps; column++) {
      yield [
        left + ((column + 0.5) / steps) * (right - left),
        bottom + ((row + 0.5) / steps) * (top - bottom),
      ];
    }
  }
}

const WORD_STEPS = 16;

/** From 0 to 1. */
export function shareCovered(parts: Paint, box: Box): number {
  if (!parts.some((part) => intersectionOf(part.box, box))) return 0;
  let covered = 0;
  for (const [x, y] of gridOf(box, WORD_STEPS)) if (isCovered(parts, x, y)) covered++;
  return covered / WORD_STEPS ** 2;
}

const STAMP_STEPS = 96;
/** Fewer points of ink than these say nothing of an older stamp: it is letters, and all of it counts. */
const LITTLE_INK = 40;
/** Two handwritten signatures cross one another on less. */
const CROSSING = 0.1;

/** Whether it hides an older stamp: more than where thin strokes cross. `ink` are the opaque parts of that; null: not known. */
export function hidesInk(parts: Paint, rect: Box, ink: Paint | null): boolean {
  if (!parts.some((part) => intersectionOf(part.box, rect))) return false;
  const points = [...gridOf(rect, STAMP_STEPS)];
  const inked = ink ? points.filter(([x, y]) => isCovered(ink, x, y)) : [];
  const looked = inked.length >= LITTLE_INK ? inked : points;
  return looked.filter(([x, y]) => isCovered(parts, x, y)).length > CROSSING * looked.length;
}

/** Sizes, in points, of paint without a gap that hides something readable: a filled box a letter, inside a drawing half a word. */
const BOX = { width: 5, height: 4 };
const DRAWING = { width: 14, height: 8 };
/** Points a side that are looked at, at most; a stamp is no larger than a page. */
const MAX_SIDE = 1200;

/** Whether, within an area of which it is not known what it shows, so much is painted over that something may be hidden. */
export function coversBlock(parts: Paint, area: Box): boolean {
  const solid = parts.filter((part) => part.solid);
  return hasBlock(solid, area, BOX) || hasBlock(parts, area, DRAWING);
}

function hasBlock(parts: Paint, area: Box, block: { width: number; height: number }): boolean {
  const near = parts.filter((part) => intersectionOf(part.box, area));
  if (near.length === 0) return false;
  const [width, height] = [Math.ceil(area.right - area.left), Math.ceil(area.top - area.bottom)];
  if (width > MAX_SIDE || height > MAX_SIDE) return true;
  // For each column, how many covered points stand above one another down to the present row.
  const runs = new Uint16Array(width);
  for (let row = 0; row < height; row++) {
    let wide = 0;
    for (let column = 0; column < width; column++) {
      const covered = isCovered(near, area.left + column + 0.5, area.bottom + row + 0.5);
      const run = covered ? (runs[column] ?? 0) + 1 : 0;
      runs[column] = run;
      wide = run >= block.height ? wide + 1 : 0;
      if (wide >= block.width) return true;
    }
  }
  return false;
}
