/** Draws an outline from relative moves, as both kinds of charstring give them (Technical Note 5177; Adobe Type 1 Font Format). */

import { type Contour, MAX_POINTS, type Point } from "./glyph-shape.ts";

const CURVE_STEPS = 6;

/** Two control points and the end, each from the point before. */
export type CurveSteps = readonly [number, number, number, number, number, number];

export class OutlinePen {
  readonly contours: Point[][] = [];
  #open: Point[] | null = null;
  #x = 0;
  #y = 0;
  #points = 0;

  get position(): Point {
    return [this.#x, this.#y];
  }

  /** Where drawing goes on, without drawing. */
  jump(x: number, y: number): void {
    [this.#x, this.#y] = [x, y];
    this.#open = null;
  }

  move(dx: number, dy: number): void {
    this.jump(this.#x + dx, this.#y + dy);
  }

  /** What is drawn next is a contour of its own. */
  close(): void {
    this.#open = null;
  }

  line(dx: number, dy: number): void {
    this.#draw([this.#x + dx, this.#y + dy]);
  }

  /** A cubic curve, as short lines. */
  curve([ax, ay, bx, by, cx, cy]: CurveSteps): void {
    const start = this.position;
    const first: Point = [start[0] + ax, start[1] + ay];
    const second: Point = [first[0] + bx, first[1] + by];
    const end: Point = [second[0] + cx, second[1] + cy];
    for (let step = 1; step < CURVE_STEPS; step++) {
      this.#draw(onCurve([start, first, second, end], step / CURVE_STEPS));
    }
    this.#draw(end);
  }

  /** Errors: RangeError beyond the points of one glyph. */
  #draw([x, y]: Point): void {
    if (++this.#points > MAX_POINTS) throw new RangeError("too many points");
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw new RangeError("no point");
    // A line without a move before it starts where the last one ended: viewers draw it all the same.
    const contour = this.#open ?? this.#begin();
    [this.#x, this.#y] = [x, y];
    contour.push([x, y]);
  }

  #begin(): Point[] {
    const contour = [this.position];
    this.contours.push(contour);
    this.#open = contour;
    return contour;
  }
}

function onCurve(points: readonly [Point, Point, Point, Point], t: number): Point {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  const along = (axis: 0 | 1) =>
    points.reduce((sum, point, index) => sum + (weights[index] ?? 0) * point[axis], 0);
  return [along(0), along(1)];
}

/** A matrix without a shift. */
export type Scale = readonly [number, number, number, number];

export function scaled(contours: readonly Contour[], [a, b, c, d]: Scale): Contour[] {
  return contours.map((contour) => contour.map(([x, y]): Point => [a * x + c * y, b * x + d * y]));
}

/** Units to a font size that fonts really have; what is far from it, viewers scale in different ways. */
const [FINEST, COARSEST] = [1 / 4200, 1 / 240];

/** The FontMatrix of a program: upright or slanted letters. Errors: RangeError for any other. */
export function letterScale([a = 0, b = 0, c = 0, d = 0, x = 0, y = 0]: readonly number[]): Scale {
  const isUpright = b === 0 && Math.abs(c) < a && Math.abs(a - d) < a / 4 && x === 0 && y === 0;
  if (!isUpright || a < FINEST || a > COARSEST) throw new RangeError("another scale");
  return [a, b, c, d];
}
