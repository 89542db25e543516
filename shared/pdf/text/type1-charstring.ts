/** Outlines of a Type 1 font's glyphs: its charstrings, with flex and hint replacement (Adobe Type 1 Font Format, chapters 6 and 8). */

import { CharstringReader, ESCAPED } from "./charstring.ts";
import { OutlinePen } from "./outline-pen.ts";

export interface Type1Glyph {
  readonly charstring: Uint8Array;
  readonly subrs: ReadonlyMap<number, Uint8Array>;
  /** The charstring of a code of StandardEncoding, for accents (seac). */
  standardGlyph(code: number): Uint8Array;
}

/** Errors: RangeError for what is broken, beyond a limit, or an operator that is not read. */
export function drawType1(glyph: Type1Glyph): OutlinePen {
  const drawing = new Type1Drawing(glyph);
  drawing.glyph(glyph.charstring, 0);
  return drawing.pen;
}

const DIALECT = { hasShort: false, long: (value: number) => value };

const CALL = 10;
const RETURN = 11;
const SIDE_BEARING = 13;
const END = 14;
const [ACCENTED, SIDE_BEARINGS, DIVIDE, CALL_OTHER, POP] = [6, 7, 12, 16, 17].map((code) => ESCAPED + code);
const SET_POINT = ESCAPED + 33;
/** Hints: stems, replaced stems, and points on a grid. */
const HINTS: readonly number[] = [1, 3, ESCAPED, ESCAPED + 1, ESCAPED + 2];
/** 8.3: flex collects seven points by moves and ends as two curves. */
const FLEX_POINTS = 7;

type Path = (pen: OutlinePen, numbers: readonly number[]) => void;

const PATHS: Readonly<Record<number, Path>> = {
  5: (pen, [dx = 0, dy = 0]) => pen.line(dx, dy),
  6: (pen, [dx = 0]) => pen.line(dx, 0),
  7: (pen, [dy = 0]) => pen.line(0, dy),
  8: (pen, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) => pen.curve([a, b, c, d, e, f]),
  9: (pen) => pen.close(),
  30: (pen, [a = 0, b = 0, c = 0, d = 0]) => pen.curve([0, a, b, c, d, 0]),
  31: (pen, [a = 0, b = 0, c = 0, d = 0]) => pen.curve([a, 0, b, c, 0, d]),
};

const MOVES: Readonly<Record<number, (numbers: readonly number[]) => readonly [number, number]>> = {
  4: ([dy = 0]) => [0, dy],
  21: ([dx = 0, dy = 0]) => [dx, dy],
  22: ([dx = 0]) => [dx, 0],
};

class Type1Drawing {
  readonly pen = new OutlinePen();
  readonly #glyph: Type1Glyph;
  #reader = new CharstringReader(DIALECT);
  /** What other subroutines left for `pop`. */
  #results: number[] = [];
  #flex: (readonly [number, number])[] | null = null;
  #bearing = 0;
  #shift = 0;
  #isAccented = false;
  #hasEnded = false;

  constructor(glyph: Type1Glyph) {
    this.#glyph = glyph;
  }

  /** `shift`: how far beside its own side bearing it starts. */
  glyph(charstring: Uint8Array, shift: number): void {
    this.#reader = new CharstringReader(DIALECT);
    [this.#shift, this.#hasEnded, this.#flex] = [shift, false, null];
    this.#run(charstring);
  }

  #run(charstring: Uint8Array): void {
    this.#reader.run(charstring, (operator) => this.#apply(operator));
  }

  #apply(operator: number): number | null {
    if (operator === RETURN) return null;
    if (operator === CALL) return this.#call();
    if (operator === CALL_OTHER) return this.#callOther();
    if (operator === POP) return this.#push(this.#results.pop() ?? 0);
    if (operator === DIVIDE) return this.#divide();
    const numbers = this.#reader.take();
    if (operator === END) return this.#end();
    if (operator === ACCENTED) return this.#accented(numbers);
    if (operator === SIDE_BEARING) return this.#start(numbers[0] ?? 0, 0);
    if (operator === SIDE_BEARINGS) return this.#start(numbers[0] ?? 0, numbers[1] ?? 0);
    if (operator === SET_POINT || HINTS.includes(operator)) return 0;
    return this.#draw(operator, numbers);
  }

  #draw(operator: number, numbers: readonly number[]): number {
    const step = MOVES[operator]?.(numbers);
    if (step && this.#flex) this.#flex.push(step);
    else if (step) this.pen.move(...step);
    else {
      const path = PATHS[operator];
      if (!path) throw new RangeError("another operator");
      path(this.pen, numbers);
    }
    return 0;
  }

  #push(value: number): number {
    this.#reader.push(value);
    return 0;
  }

  #divide(): number {
    const by = this.#reader.pop();
    return this.#push(this.#reader.pop() / by);
  }

  #start(x: number, y: number): number {
    this.#bearing = x;
    this.pen.jump(this.#shift + x, y);
    return 0;
  }

  #call(): number | null {
    const subr = this.#glyph.subrs.get(this.#reader.pop());
    if (!subr) throw new RangeError("no subroutine");
    this.#run(subr);
    return this.#hasEnded ? null : 0;
  }

  /** 8.3 and 8.4: 0 to 2 are flex, 3 replaces hints; those of several masters are not read. */
  #callOther(): number {
    const number = this.#reader.pop();
    const count = this.#reader.pop();
    const taken = Array.from({ length: Math.min(count, 24) }, () => this.#reader.pop());
    if (number === 1) this.#flex = [];
    else if (number === 0) this.#endFlex(taken);
    else if (number === 3) this.#results = taken.slice(0, 1);
    else if (number !== 2) throw new RangeError("another subroutine");
    return 0;
  }

  /** The first move leads to a point of reference, the second counts from it. */
  #endFlex(taken: readonly number[]): void {
    const steps = this.#flex ?? [];
    if (steps.length !== FLEX_POINTS) throw new RangeError("flex");
    const [reference = [0, 0], first = [0, 0], b = [0, 0], c = [0, 0], d = [0, 0], e = [0, 0], f = [0, 0]] =
      steps;
    this.#flex = null;
    this.pen.curve([reference[0] + first[0], reference[1] + first[1], ...b, ...c]);
    this.pen.curve([...d, ...e, ...f]);
    // Taken from the top: y, x, height; what `pop` gives next is x, then y.
    this.#results = [taken[0] ?? 0, taken[1] ?? 0];
  }

  #end(): null {
    this.#hasEnded = true;
    return null;
  }

  /** 6.4 seac: the accent's own side bearing is the first number; it stands at x beside that of the whole. */
  #accented([accentBearing = 0, x = 0, y = 0, base = 0, accent = 0]: readonly number[]): null {
    if (this.#isAccented) throw new RangeError("accents within accents");
    this.#isAccented = true;
    const shift = this.#bearing - accentBearing + x;
    this.glyph(this.#glyph.standardGlyph(base), 0);
    const before = this.pen.contours.length;
    this.glyph(this.#glyph.standardGlyph(accent), shift);
    for (const contour of this.pen.contours.slice(before)) {
      for (const [index, [u, v]] of contour.entries()) contour[index] = [u, v + y];
    }
    return this.#end();
  }
}
