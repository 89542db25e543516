/** The lines that a path strokes (ISO 32000-2 8.5.2, 8.5.3.2): each thin by itself, together they may cover like paint. */

import { apply, type Matrix } from "../../pdf/text/matrix.ts";
import type { OpaquePart } from "./opaque-parts.ts";
import { rectanglePath } from "./plane.ts";

type Point = readonly [number, number];

const CURVE_STEPS = 8;
/** In points: a thinner line is drawn as wide as a point of the screen. */
const HAIRLINE = 1;

export class StrokePath {
  #segments: (readonly [Point, Point])[] = [];
  #start: Point = [0, 0];
  #at: Point = [0, 0];

  add(operator: string, numbers: readonly number[], matrix: Matrix): void {
    const [x = 0, y = 0, width = 0, height = 0] = numbers;
    const point = (u: number, v: number): Point => apply(matrix, u, v);
    if (operator === "re") {
      this.#move(point(x, y));
      for (const [u, v] of rectanglePath(x, y, width, height).slice(1)) this.#line(point(u, v));
    } else if (operator === "m") this.#move(point(x, y));
    else if (operator === "l") this.#line(point(x, y));
    else this.#curve(operator, numbers, matrix);
  }

  #move(to: Point): void {
    this.#start = to;
    this.#at = to;
  }

  #line(to: Point): void {
    this.#segments.push([this.#at, to]);
    this.#at = to;
  }

  /** 8.5.2.2: `v` begins, `y` ends in its own control point. */
  #curve(operator: string, numbers: readonly number[], matrix: Matrix): void {
    const points: Point[] = [];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      points.push(apply(matrix, numbers[at] ?? 0, numbers[at + 1] ?? 0));
    }
    const from = this.#at;
    const [first = from, second = from, third = second] = operator === "v" ? [from, ...points] : points;
    for (let step = 1; step <= CURVE_STEPS; step++) {
      this.#line(bezier([from, first, second, third], step / CURVE_STEPS));
    }
  }

  close(): void {
    this.#line(this.#start);
  }

  clear(): void {
    this.#segments = [];
  }

  /** `width` in points. */
  parts(width: number): OpaquePart[] {
    const half = Math.max(width, HAIRLINE) / 2;
    return this.#segments.map((segment) => linePart(segment, half));
  }
}

function bezier([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const s = 1 - t;
  const mix = (axis: 0 | 1) =>
    s * s * s * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t * t * t * d[axis];
  return [mix(0), mix(1)];
}

function linePart([[x1, y1], [x2, y2]]: readonly [Point, Point], half: number): OpaquePart {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const square = dx * dx + dy * dy;
  const box = {
    left: Math.min(x1, x2) - half,
    bottom: Math.min(y1, y2) - half,
    right: Math.max(x1, x2) + half,
    top: Math.max(y1, y2) + half,
  };
  const covers = (x: number, y: number): boolean => {
    const along = square === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / square;
    const near = Math.min(1, Math.max(0, along));
    return Math.hypot(x - x1 - near * dx, y - y1 - near * dy) <= half;
  };
  return { box, solid: false, covers };
}
