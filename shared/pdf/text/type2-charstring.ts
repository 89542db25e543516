/** Outlines of a compact font's glyphs: Type 2 charstrings (Technical Note 5177, section 4). Arithmetic beyond a division is refused. */

import { CharstringReader, ESCAPED } from "./charstring.ts";
import { OutlinePen } from "./outline-pen.ts";

export interface Type2Program {
  readonly charstring: Uint8Array;
  readonly globalSubrs: readonly Uint8Array[];
  readonly localSubrs: readonly Uint8Array[];
  /** The charstring of a code of StandardEncoding, for accents (appendix C). */
  standardGlyph(code: number): Uint8Array;
}

/** Errors: RangeError for what is broken, beyond a limit, or an operator that is not read. */
export function drawType2(program: Type2Program): OutlinePen {
  const drawing = new Type2Drawing(program);
  drawing.glyph(program.charstring);
  return drawing.pen;
}

/** Coordinates are fractions of 16 bits (section 3.2). */
const DIALECT = { hasShort: true, long: (value: number) => value / 0x10000 };

const HINTS: readonly number[] = [1, 3, 18, 23];
const MASKS: readonly number[] = [19, 20];
const CALL_LOCAL = 10;
const RETURN = 11;
const END = 14;
const CALL_GLOBAL = 29;
const DIVIDE = ESCAPED + 12;

class Type2Drawing {
  readonly pen = new OutlinePen();
  readonly #program: Type2Program;
  #reader = new CharstringReader(DIALECT);
  #hints = 0;
  #isAccented = false;
  #hasEnded = false;

  constructor(program: Type2Program) {
    this.#program = program;
  }

  glyph(charstring: Uint8Array): void {
    this.#reader = new CharstringReader(DIALECT);
    this.#hints = 0;
    this.#hasEnded = false;
    this.#run(charstring);
  }

  #run(charstring: Uint8Array): void {
    this.#reader.run(charstring, (operator) => this.#apply(operator));
  }

  #apply(operator: number): number | null {
    const { globalSubrs, localSubrs } = this.#program;
    if (HINTS.includes(operator)) return this.#countHints();
    if (MASKS.includes(operator)) return this.#countHints() + Math.ceil(this.#hints / 8);
    if (operator === CALL_LOCAL) return this.#call(localSubrs);
    if (operator === CALL_GLOBAL) return this.#call(globalSubrs);
    if (operator === RETURN) return null;
    if (operator === END) return this.#end();
    if (operator === DIVIDE) return this.#divide();
    const path = PATHS[operator];
    if (!path) throw new RangeError("another operator");
    path(this.pen, this.#reader.take());
    return 0;
  }

  /** Pairs of stems; a width may stand before them. */
  #countHints(): number {
    this.#hints += this.#reader.take().length >> 1;
    return 0;
  }

  /** Numbers of subroutines are shifted, so that small ones are short (section 4.7). */
  #call(subrs: readonly Uint8Array[]): number | null {
    const bias = subrs.length < 1240 ? 107 : subrs.length < 33_900 ? 1131 : 32_768;
    const subr = subrs[this.#reader.pop() + bias];
    if (!subr) throw new RangeError("no subroutine");
    this.#run(subr);
    return this.#hasEnded ? null : 0;
  }

  #divide(): number {
    const by = this.#reader.pop();
    this.#reader.push(this.#reader.pop() / by);
    return 0;
  }

  /** With four numbers: two glyphs of StandardEncoding, the second shifted (appendix C). */
  #end(): null {
    this.#hasEnded = true;
    const numbers = this.#reader.take();
    if (numbers.length < 4) return null;
    const [x = 0, y = 0, base = 0, accent = 0] = numbers.slice(-4);
    if (this.#isAccented) throw new RangeError("accents within accents");
    this.#isAccented = true;
    this.pen.jump(0, 0);
    this.glyph(this.#program.standardGlyph(base));
    this.pen.jump(x, y);
    this.glyph(this.#program.standardGlyph(accent));
    return null;
  }
}

type Path = (pen: OutlinePen, numbers: readonly number[]) => void;

/** Each operator of section 4.1 to 4.3 by its code. */
const PATHS: Readonly<Record<number, Path>> = {
  4: (pen, numbers) => pen.move(0, at(numbers, -1)),
  5: (pen, numbers) => lines(pen, numbers),
  6: (pen, numbers) => alternatingLines(pen, numbers, true),
  7: (pen, numbers) => alternatingLines(pen, numbers, false),
  8: (pen, numbers) => curves(pen, numbers),
  21: (pen, numbers) => pen.move(at(numbers, -2), at(numbers, -1)),
  22: (pen, numbers) => pen.move(at(numbers, -1), 0),
  24: (pen, numbers) => {
    curves(pen, numbers.slice(0, -2));
    lines(pen, numbers.slice(-2));
  },
  25: (pen, numbers) => {
    lines(pen, numbers.slice(0, -6));
    curves(pen, numbers.slice(-6));
  },
  26: (pen, numbers) => straightCurves(pen, numbers, false),
  27: (pen, numbers) => straightCurves(pen, numbers, true),
  30: (pen, numbers) => alternatingCurves(pen, numbers, false),
  31: (pen, numbers) => alternatingCurves(pen, numbers, true),
  [ESCAPED + 34]: (pen, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0]) => {
    pen.curve([a, 0, b, c, d, 0]);
    pen.curve([e, 0, f, -c, g, 0]);
  },
  [ESCAPED + 35]: (pen, numbers) => curves(pen, numbers.slice(0, 12)),
  [ESCAPED + 36]: (pen, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0]) => {
    pen.curve([a, b, c, d, e, 0]);
    pen.curve([f, 0, g, h, i, -(b + d + h)]);
  },
  [ESCAPED + 37]: flexBack,
};

function at(numbers: readonly number[], index: number): number {
  const value = numbers.at(index);
  if (value === undefined) throw new RangeError("too few numbers");
  return value;
}

function lines(pen: OutlinePen, numbers: readonly number[]): void {
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    pen.line(at(numbers, index), at(numbers, index + 1));
  }
}

function alternatingLines(pen: OutlinePen, numbers: readonly number[], startsFlat: boolean): void {
  for (const [index, step] of numbers.entries()) {
    if ((index % 2 === 0) === startsFlat) pen.line(step, 0);
    else pen.line(0, step);
  }
}

function curves(pen: OutlinePen, numbers: readonly number[]): void {
  for (let index = 0; index + 5 < numbers.length; index += 6) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers.slice(index, index + 6);
    pen.curve([a, b, c, d, e, f]);
  }
}

/** hhcurveto, vvcurveto: both ends run along one axis; an odd number at the start bends the first. */
function straightCurves(pen: OutlinePen, numbers: readonly number[], isFlat: boolean): void {
  const isBent = numbers.length % 4 === 1;
  for (let index = isBent ? 1 : 0; index + 3 < numbers.length; index += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = numbers.slice(index, index + 4);
    const bend = isBent && index === 1 ? at(numbers, 0) : 0;
    pen.curve(isFlat ? [a, bend, b, c, d, 0] : [bend, a, b, c, 0, d]);
  }
}

/** hvcurveto, vhcurveto: from one axis to the other in turn; a fifth number bends the end of the last. */
function alternatingCurves(pen: OutlinePen, numbers: readonly number[], startsFlat: boolean): void {
  let isFlat = startsFlat;
  for (let index = 0; index + 3 < numbers.length; index += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = numbers.slice(index, index + 4);
    const bend = numbers.length - index === 5 ? at(numbers, -1) : 0;
    pen.curve(isFlat ? [a, 0, b, c, bend, d] : [0, a, b, c, d, bend]);
    isFlat = !isFlat;
  }
}

/** flex1: the last number goes along the axis the whole runs more along, the other way ends where it began. */
function flexBack(pen: OutlinePen, numbers: readonly number[]): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0, j = 0, last = 0] = numbers;
  const [x, y] = [a + c + e + g + i, b + d + f + h + j];
  const isFlat = Math.abs(x) > Math.abs(y);
  pen.curve([a, b, c, d, e, f]);
  pen.curve([g, h, i, j, isFlat ? last : -x, isFlat ? -y : last]);
}
