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
  const near = parts.filter((part) => intersectionOf(part.box, box));
  if (near.length === 0) return 0;
  let covered = 0;
  for (const [x, y] of gridOf(box, WORD_STEPS)) if (isCovered(near, x, y)) covered++;
  return covered / WORD_STEPS ** 2;
}

const STAMP_STEPS = 96;
/** Fewer points of ink than these say nothing of an older stamp: it is letters, and all of it counts. */
const LITTLE_INK = 40;
/** Two handwritten signatures cross one another on less. */
const CROSSING = 0.1;

/** Whether it hides an older stamp: more than where thin strokes cross. `ink` are the opaque parts of that; null: not known. */
export function hidesInk(parts: Paint, rect: Box, ink: Paint | null): boolean {
  const near = parts.filter((part) => intersectionOf(part.box, rect));
  if (near.length === 0) return false;
  const points = [...gridOf(rect, STAMP_STEPS)];
  const inked = ink ? points.filter(([x, y]) => isCovered(ink, x, y)) : [];
  const looked = inked.length >= LITTLE_INK ? inked : points;
  return looked.filter(([x, y]) => isCovered(near, x, y)).length > CROSSING * looked.length;
}
