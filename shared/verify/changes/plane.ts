/** Boxes and transformations that a stamp needs beside those of text (ISO 32000-2 8.3.4, 12.5.5). */

import { apply, type Matrix, multiply } from "../../pdf/text/matrix.ts";
import type { Box } from "./picture.ts";

/** null where the plane collapses. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix | null {
  const scale = a * d - b * c;
  if (scale === 0 || !Number.isFinite(scale)) return null;
  return [d / scale, -b / scale, -c / scale, a / scale, (c * f - d * e) / scale, (b * e - a * f) / scale];
}

export function boundsOf(points: readonly (readonly [number, number])[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), bottom: Math.min(...ys), right: Math.max(...xs), top: Math.max(...ys) };
}

/** 8.5.2.1: from its corner around and back to it. */
export function rectanglePath(x: number, y: number, width: number, height: number): [number, number][] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ];
}

/** A rectangle, transformed, and what is around it then. */
export function boundsUnder(matrix: Matrix, { left, bottom, right, top }: Box): Box {
  const corners = [left, right].flatMap((x) => [bottom, top].map((y) => apply(matrix, x, y)));
  return boundsOf(corners);
}

/** 12.5.5, algorithm 8: the matrix of an appearance, then its bounds onto the rectangle. */
export function fitting({ box, matrix, rect }: { box: Box; matrix: Matrix; rect: Box }): Matrix {
  const bounds = boundsUnder(matrix, box);
  const [width, height] = [bounds.right - bounds.left || 1, bounds.top - bounds.bottom || 1];
  const [x, y] = [(rect.right - rect.left) / width, (rect.top - rect.bottom) / height];
  return multiply(matrix, [x, 0, 0, y, rect.left - bounds.left * x, rect.bottom - bounds.bottom * y]);
}

/** null where they do not meet. */
export function intersectionOf(a: Box, b: Box): Box | null {
  const left = Math.max(a.left, b.left);
  const bottom = Math.max(a.bottom, b.bottom);
  const right = Math.min(a.right, b.right);
  const top = Math.min(a.top, b.top);
  return left < right && bottom < top ? { left, bottom, right, top } : null;
}
