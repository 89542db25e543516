/** The two structures a compact font is made of: lists of byte strings, and dictionaries (Technical Note 5176, sections 4 and 5). */

import { viewOf } from "../appearance/true-type.ts";

export interface CompactIndex {
  readonly items: readonly Uint8Array[];
  /** Behind its last byte. */
  readonly end: number;
}

/** Errors: RangeError where it leaves the program. */
export function readIndex(program: Uint8Array, start: number): CompactIndex {
  const view = viewOf(program);
  const count = view.getUint16(start);
  if (count === 0) return { items: [], end: start + 2 };
  const size = view.getUint8(start + 2);
  if (size < 1 || size > 4) throw new RangeError("size of offsets");
  const data = start + 2 + (count + 1) * size;
  const offsetAt = (index: number): number => {
    let offset = 0;
    for (let byte = 0; byte < size; byte++)
      offset = offset * 256 + view.getUint8(start + 3 + index * size + byte);
    return data + offset;
  };
  const ends = Array.from({ length: count + 1 }, (_, index) => offsetAt(index));
  const isOrdered = ends.every((end, index) => end >= (ends[index - 1] ?? data + 1) && end <= program.length);
  if (!isOrdered) throw new RangeError("offsets");
  return {
    items: ends.slice(1).map((end, index) => program.subarray(ends[index], end)),
    end: ends.at(-1) ?? data,
  };
}

export interface CompactDict {
  has(operator: number): boolean;
  /** The numbers of an entry; none where it is absent. */
  numbers(operator: number): readonly number[];
  number(operator: number): number | null;
  /** Errors: RangeError where the entry is absent or points nowhere. */
  offset(operator: number): number;
}

const ESCAPE = 12;
const REAL = 30;
const MAX_ENTRIES = 200;

/** Operators of two bytes count as 0x0c00 plus the second. Errors: RangeError, also where an operator comes twice. */
export function readDict(bytes: Uint8Array): CompactDict {
  const entries = entriesOf(viewOf(bytes));
  const numbers = (operator: number) => entries.get(operator) ?? [];
  const number = (operator: number) => numbers(operator)[0] ?? null;
  return {
    has: (operator) => entries.has(operator),
    numbers,
    number,
    offset(operator) {
      const value = number(operator);
      if (value === null || !Number.isInteger(value) || value <= 0) throw new RangeError("no offset");
      return value;
    },
  };
}

function entriesOf(view: DataView): Map<number, number[]> {
  const entries = new Map<number, number[]>();
  let operands: number[] = [];
  for (let at = 0; at < view.byteLength; ) {
    const first = view.getUint8(at);
    if (first <= 21) {
      const operator = first === ESCAPE ? 0x0c00 + view.getUint8(at + 1) : first;
      if (entries.has(operator) || entries.size >= MAX_ENTRIES) throw new RangeError("operators");
      entries.set(operator, operands);
      operands = [];
      at += first === ESCAPE ? 2 : 1;
      continue;
    }
    const { value, end } = first === REAL ? realAt(view, at + 1) : integerAt(view, at);
    operands.push(value);
    at = end;
  }
  return entries;
}

interface Read {
  readonly value: number;
  readonly end: number;
}

function integerAt(view: DataView, at: number): Read {
  const first = view.getUint8(at);
  if (first === 28) return { value: view.getInt16(at + 1), end: at + 3 };
  if (first === 29) return { value: view.getInt32(at + 1), end: at + 5 };
  if (first >= 32 && first <= 246) return { value: first - 139, end: at + 1 };
  const rest = view.getUint8(at + 1);
  if (first >= 247 && first <= 250) return { value: (first - 247) * 256 + rest + 108, end: at + 2 };
  if (first >= 251 && first <= 254) return { value: -(first - 251) * 256 - rest - 108, end: at + 2 };
  throw new RangeError("no number");
}

/** Table 5: a digit in each half of a byte. */
const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "E", "E-", "", "-"];

function realAt(view: DataView, start: number): Read {
  let text = "";
  for (let at = start; ; at++) {
    const byte = view.getUint8(at);
    for (const half of [byte >> 4, byte & 15]) {
      const digit = DIGITS[half];
      if (digit === undefined) return { value: finite(Number(text)), end: at + 1 };
      text += digit;
    }
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError("no number");
  return value;
}
