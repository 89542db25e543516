/** What both kinds of charstring have in common: one byte string, numbers on a stack, operators that take them (Technical Note 5177, section 3.2). */

/** Operators of one glyph, with all subroutines it calls. */
const MAX_OPERATORS = 20_000;
/** The deepest stack that any reader grants (Technical Note 5177, appendix B). */
const MAX_STACK = 48;
const MAX_CALLS = 10;
/** An operator of two bytes is known by this plus its second. */
export const ESCAPED = 0x0c00;
const ESCAPE = 12;
const SHORT = 28;
const LONG = 255;

export interface Dialect {
  /** Of the four bytes behind 255. */
  long(value: number): number;
  /** 28 starts a number of two bytes. */
  readonly hasShort: boolean;
}

/** Reads a program of bytes: numbers go onto the stack, each operator to `apply`. Errors: RangeError. */
export class CharstringReader {
  readonly stack: number[] = [];
  #operators = 0;
  #calls = 0;
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** `apply` gets what is left behind the operator, tells how many bytes of it belong to it, and `null` ends this program. */
  run(program: Uint8Array, apply: (operator: number) => number | null): void {
    if (++this.#calls > MAX_CALLS) throw new RangeError("subroutines within subroutines");
    const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
    for (let at = 0; at < program.length; ) {
      const first = view.getUint8(at++);
      if (first > 31 || (first === SHORT && this.#dialect.hasShort)) {
        at = this.#number(view, at, first);
        continue;
      }
      const operator = first === ESCAPE ? ESCAPED + view.getUint8(at++) : first;
      if (++this.#operators > MAX_OPERATORS) throw new RangeError("too many operators");
      const taken = apply(operator);
      if (taken === null) break;
      at += taken;
    }
    this.#calls--;
  }

  push(value: number): void {
    if (this.stack.push(value) > MAX_STACK) throw new RangeError("stack");
  }

  pop(): number {
    const value = this.stack.pop();
    if (value === undefined) throw new RangeError("stack");
    return value;
  }

  /** All of it, which is then empty. */
  take(): number[] {
    return this.stack.splice(0);
  }

  #number(view: DataView, at: number, first: number): number {
    if (first === SHORT) {
      this.push(view.getInt16(at));
      return at + 2;
    }
    if (first === LONG) {
      this.push(this.#dialect.long(view.getInt32(at)));
      return at + 4;
    }
    if (first <= 246) {
      this.push(first - 139);
      return at;
    }
    const rest = view.getUint8(at);
    this.push(first <= 250 ? (first - 247) * 256 + rest + 108 : -(first - 251) * 256 - rest - 108);
    return at + 1;
  }
}
