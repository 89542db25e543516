/** Outlines of an embedded TrueType program (ISO/IEC 14496-22: glyf, loca, head), whatever letter a glyph passes for. */

import { viewOf } from "../appearance/true-type.ts";
import { latin1Text } from "../characters.ts";
import { type Contour, MAX_POINTS, type OutlineReader, type Point } from "./glyph-shape.ts";

const MAX_TABLES = 64;
const TRUE_TYPE: readonly number[] = [0x00010000, 0x74727565];

/** Errors: RangeError where it is no TrueType program with outlines. */
export function trueTypeOutlines(program: Uint8Array): OutlineReader {
  const file = viewOf(program);
  const count = file.getUint16(4);
  if (!TRUE_TYPE.includes(file.getUint32(0)) || count > MAX_TABLES) throw new RangeError("no TrueType");
  const table = (name: string): DataView => {
    for (let at = 12; at < 12 + 16 * count; at += 16) {
      if (latin1Text(program.subarray(at, at + 4)) !== name) continue;
      const start = file.getUint32(at + 8);
      return viewOf(program.subarray(start, start + file.getUint32(at + 12)));
    }
    throw new RangeError(`no ${name}`);
  };
  const head = table("head");
  const outlines = new Outlines(table("glyf"), table("loca"), head.getInt16(50) === 1);
  const scale = 1 / (head.getUint16(18) || 1000);
  return (glyph) =>
    outlines.read(glyph, 0).map((contour) => contour.map(([x, y]): Point => [x * scale, y * scale]));
}

const MAX_DEPTH = 6;

/** Flags of a simple glyph. */
const ON_CURVE = 0x01;
const REPEAT = 0x08;
/** Flags of a component. */
const WORDS = 0x0001;
const OFFSETS = 0x0002;
const ONE_SCALE = 0x0008;
const MORE = 0x0020;
const TWO_SCALES = 0x0040;
const MATRIX = 0x0080;

class Outlines {
  readonly #glyf: DataView;
  readonly #loca: DataView;
  readonly #isLong: boolean;

  constructor(glyf: DataView, loca: DataView, isLong: boolean) {
    this.#glyf = glyf;
    this.#loca = loca;
    this.#isLong = isLong;
  }

  read(glyph: number, depth: number): Contour[] {
    const [start, end] = [this.#offset(glyph), this.#offset(glyph + 1)];
    if (start === end) return [];
    if (depth > MAX_DEPTH || start > end) throw new RangeError("glyphs within glyphs");
    const count = this.#glyf.getInt16(start);
    return count >= 0 ? this.#simple(start + 10, count) : this.#composite(start + 10, depth);
  }

  #offset(glyph: number): number {
    return this.#isLong ? this.#loca.getUint32(4 * glyph) : 2 * this.#loca.getUint16(2 * glyph);
  }

  #simple(start: number, count: number): Contour[] {
    if (count === 0) return [];
    const ends = Array.from({ length: count }, (_, index) => this.#glyf.getUint16(start + 2 * index));
    const total = (ends.at(-1) ?? -1) + 1;
    if (total > MAX_POINTS) throw new RangeError("too many points");
    let at = start + 2 * count;
    at += 2 + this.#glyf.getUint16(at);
    const flags: number[] = [];
    while (flags.length < total) {
      const flag = this.#glyf.getUint8(at++);
      flags.push(flag);
      if (flag & REPEAT) for (let left = this.#glyf.getUint8(at++); left > 0; left--) flags.push(flag);
    }
    const horizontal = this.#coordinates({ at, flags, total, short: 0x02, same: 0x10 });
    const vertical = this.#coordinates({ at: horizontal.at, flags, total, short: 0x04, same: 0x20 });
    return ends.map((end, index) => {
      const first = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
      const points = Array.from({ length: Math.max(0, end - first + 1) }, (_, step) => ({
        x: horizontal.values[first + step] ?? 0,
        y: vertical.values[first + step] ?? 0,
        on: ((flags[first + step] ?? 0) & ON_CURVE) !== 0,
      }));
      return flattened(points);
    });
  }

  /** Each a step from the one before: a byte with its sign in the flag, the same again, or two bytes. */
  #coordinates(request: {
    at: number;
    flags: readonly number[];
    total: number;
    short: number;
    same: number;
  }) {
    const { flags, total, short, same } = request;
    let { at } = request;
    let value = 0;
    const values = flags.slice(0, total).map((flag) => {
      if (flag & short) value += (flag & same ? 1 : -1) * this.#glyf.getUint8(at++);
      else if (!(flag & same)) {
        value += this.#glyf.getInt16(at);
        at += 2;
      }
      return value;
    });
    return { at, values };
  }

  #composite(start: number, depth: number): Contour[] {
    const contours: Contour[] = [];
    let at = start;
    for (let flags = MORE; flags & MORE; ) {
      flags = this.#glyf.getUint16(at);
      const parts = this.read(this.#glyf.getUint16(at + 2), depth + 1);
      const { x, y, next } = this.#shift(at + 4, flags);
      const { matrix, after } = this.#scale(next, flags);
      const [a, b, c, d] = matrix;
      contours.push(
        ...parts.map((part) => part.map(([u, v]): Point => [a * u + c * v + x, b * u + d * v + y])),
      );
      if (contours.reduce((sum, { length }) => sum + length, 0) > MAX_POINTS)
        throw new RangeError("too many points");
      at = after;
    }
    return contours;
  }

  /** Points to be matched instead of a shift are used for accents of old fonts only: not followed. */
  #shift(at: number, flags: number): { x: number; y: number; next: number } {
    const isWords = (flags & WORDS) !== 0;
    const next = at + (isWords ? 4 : 2);
    if (!(flags & OFFSETS)) throw new RangeError("matched points");
    return isWords
      ? { x: this.#glyf.getInt16(at), y: this.#glyf.getInt16(at + 2), next }
      : { x: this.#glyf.getInt8(at), y: this.#glyf.getInt8(at + 1), next };
  }

  #scale(at: number, flags: number): { matrix: readonly [number, number, number, number]; after: number } {
    const fraction = (index: number) => this.#glyf.getInt16(at + 2 * index) / 0x4000;
    if (flags & ONE_SCALE) return { matrix: [fraction(0), 0, 0, fraction(0)], after: at + 2 };
    if (flags & TWO_SCALES) return { matrix: [fraction(0), 0, 0, fraction(1)], after: at + 4 };
    if (flags & MATRIX)
      return { matrix: [fraction(0), fraction(1), fraction(2), fraction(3)], after: at + 8 };
    return { matrix: [1, 0, 0, 1], after: at };
  }
}

interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

const CURVE_STEPS = 4;

/** Quadratic curves as short lines; two control points in a row have a point of the curve midway. */
function flattened(points: readonly CurvePoint[]): Contour {
  const whole = points.flatMap((point, index) => {
    const next = points[(index + 1) % points.length] ?? point;
    const middle = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2, on: true };
    return point.on || next.on ? [point] : [point, middle];
  });
  const first = whole.findIndex(({ on }) => on);
  const ordered = first < 0 ? whole : [...whole.slice(first), ...whole.slice(0, first)];
  const line: Point[] = [];
  for (const [index, point] of ordered.entries()) {
    if (point.on) line.push([point.x, point.y]);
    else {
      const [from, to] = [ordered[index - 1] ?? point, ordered[(index + 1) % ordered.length] ?? point];
      for (let step = 1; step < CURVE_STEPS; step++)
        line.push(onCurve([from, point, to], step / CURVE_STEPS));
    }
  }
  return line;
}

function onCurve([a, b, c]: readonly [CurvePoint, CurvePoint, CurvePoint], t: number): Point {
  const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
  return [p * a.x + q * b.x + r * c.x, p * a.y + q * b.y + r * c.y];
}
