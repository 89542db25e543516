/** Transformation matrices (ISO 32000-2 8.3.4), as far as a stamp needs them. */

import type { Box } from "./picture.ts";

export type Matrix = readonly [number, number, number, number, number, number];

export function isMatrix(numbers: readonly number[]): numbers is Matrix {
  return numbers.length === 6 && numbers.every(Number.isFinite);
}

/** First `one`, then `other`. */
export function multiply(one: Matrix, other: Matrix): Matrix {
  const [a, b, c, d, e, f] = one;
  const [g, h, i, j, k, l] = other;
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}

export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

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

/** 12.5.5, algorithm 8: the matrix of an appearance, then its bounds onto the rectangle. */
export function fitting({ box, matrix, rect }: { box: Box; matrix: Matrix; rect: Box }): Matrix {
  const corners = [box.left, box.right].flatMap((x) => [box.bottom, box.top].map((y) => apply(matrix, x, y)));
  const bounds = boundsOf(corners);
  const [width, height] = [bounds.right - bounds.left || 1, bounds.top - bounds.bottom || 1];
  const [x, y] = [(rect.right - rect.left) / width, (rect.top - rect.bottom) / height];
  return multiply(matrix, [x, 0, 0, y, rect.left - bounds.left * x, rect.bottom - bounds.bottom * y]);
}
