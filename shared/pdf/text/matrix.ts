/** Transformations of the plane (ISO 32000-2, 8.3.4). */

export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `m`, then `n`. */
export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

export function apply(m: Matrix, x: number, y: number): [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

/** Null where it is not six numbers. */
export function matrixOf(numbers: readonly (number | null)[]): Matrix | null {
  const [a, b, c, d, e, f] = numbers;
  if (a == null || b == null || c == null || d == null || e == null || f == null) return null;
  return [a, b, c, d, e, f];
}
