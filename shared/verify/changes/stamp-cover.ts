/** How much of a page the opaque parts of a stamp hide, by points that are looked at. */

import type { OpaquePart } from "./opaque-parts.ts";
import type { Box } from "./picture.ts";

/** A stretch of paint of this size, in points, hides half of a short word; the strokes of a seal or a signature are finer. */
const BLOCK_WIDTH = 8;
const BLOCK_HEIGHT = 6;
/** Points a side that are looked at, at most; a stamp is no larger than a page. */
const MAX_SIDE = 1200;
const GRID = 48;

function isCovered(parts: readonly OpaquePart[], x: number, y: number): boolean {
  return parts.some(
    ({ box, covers }) => x >= box.left && x <= box.right && y >= box.bottom && y <= box.top && covers(x, y),
  );
}

/** Whether any of it lies over a rectangle. */
export function coversAny(parts: readonly OpaquePart[], { left, bottom, right, top }: Box): boolean {
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const x = left + ((column + 0.5) / GRID) * (right - left);
      const y = bottom + ((row + 0.5) / GRID) * (top - bottom);
      if (isCovered(parts, x, y)) return true;
    }
  }
  return false;
}

/** Whether there is a rectangle the size of half a word in which nothing is seen any more. */
export function coversBlock(parts: readonly OpaquePart[], { left, bottom, right, top }: Box): boolean {
  if (parts.length === 0) return false;
  const [width, height] = [Math.ceil(right - left), Math.ceil(top - bottom)];
  if (width > MAX_SIDE || height > MAX_SIDE) return true;
  // For each column, how many covered points stand above one another down to the present row.
  const runs = new Uint16Array(width);
  for (let row = 0; row < height; row++) {
    let wide = 0;
    for (let column = 0; column < width; column++) {
      const covered = isCovered(parts, left + column + 0.5, bottom + row + 0.5);
      const run = covered ? (runs[column] ?? 0) + 1 : 0;
      runs[column] = run;
      wide = run >= BLOCK_HEIGHT ? wide + 1 : 0;
      if (wide >= BLOCK_WIDTH) return true;
    }
  }
  return false;
}
