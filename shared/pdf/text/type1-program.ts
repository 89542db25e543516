/** Type 1 font programs (Adobe Type 1 Font Format, chapters 2, 7 and 10; ISO 32000-2, 9.9): what is readable, and what eexec hides. Names that come twice are refused: viewers choose differently. */

import { latin1Bytes, latin1Text } from "../characters.ts";
import type { OutlineReader } from "./glyph-shape.ts";
import { letterScale, scaled } from "./outline-pen.ts";
import { standardName } from "./standard-names.ts";
import { drawType1 } from "./type1-charstring.ts";

export interface Type1Font {
  readonly outlines: OutlineReader;
  /** Of the glyphs, by the number `outlines` knows them by. */
  readonly names: readonly string[];
  /** What its own encoding calls a code. */
  nameOfCode(code: number): string | null;
}

/** What belongs into one half only; some viewers read it in both. */
const MISPLACED = /\/(?:Encoding|FontMatrix)[ \t\r\n[]/;
const HIDDEN_PARTS = /\/(?:CharStrings|Subrs)[ \t\r\n]/;
const MAX_PROGRAM = 4 * 1024 * 1024;

/** Errors: RangeError where it is none, or cannot be read. */
export function readType1(program: Uint8Array): Type1Font {
  if (program.length > MAX_PROGRAM) throw new RangeError("too long");
  const [readable, hidden] = halvesOf(program);
  if (MISPLACED.test(hidden) || HIDDEN_PARTS.test(readable)) throw new RangeError("in the wrong half");
  const charstrings = entriesOf(hidden, CHARSTRINGS);
  const subrs = hidden.includes("/Subrs") ? entriesOf(hidden, SUBRS) : new Map<string, Uint8Array>();
  const byNumber = new Map([...subrs].map(([number, bytes]) => [Number(number), bytes]));
  const names = [...charstrings.keys()];
  const scale = letterScale(matrixOf(readable));
  const glyphOf = (name: string | null): Uint8Array => {
    const charstring = charstrings.get(name ?? "");
    if (!charstring) throw new RangeError("no such glyph");
    return charstring;
  };
  return {
    names,
    nameOfCode: encodingOf(readable),
    outlines(glyph) {
      const { contours } = drawType1({
        charstring: glyphOf(names[glyph] ?? null),
        subrs: byNumber,
        standardGlyph: (code) => glyphOf(standardName(code)),
      });
      return scaled(contours, scale);
    },
  };
}

const HIDDEN_KEY = 55_665;
const CHARSTRING_KEY = 4330;
/** Random bytes before the hidden half. */
const HIDDEN_LEAD = 4;

/** 7.2: `eexec` stands once, before bytes or hexadecimal digits. */
function halvesOf(program: Uint8Array): [string, string] {
  const text = latin1Text(program);
  const marks = [...text.matchAll(/eexec/g)];
  const [mark] = marks;
  if (!mark || marks.length !== 1) throw new RangeError("no eexec, or several");
  const lead = /^(?:\r\n|[ \t\r\n])/.exec(text.slice(mark.index + 5, mark.index + 7));
  const start = mark.index + 5 + (lead?.[0].length ?? 0);
  const body = program.subarray(start);
  const isDigits = /^[0-9A-Fa-f \t\r\n]{8}/.test(latin1Text(body.subarray(0, 8)));
  const bytes = isDigits ? fromDigits(latin1Text(body)) : body;
  return [text.slice(0, mark.index), latin1Text(decrypted(bytes, HIDDEN_KEY).subarray(HIDDEN_LEAD))];
}

function fromDigits(text: string): Uint8Array {
  const digits = text.replace(/[ \t\r\n]/g, "");
  const end = digits.search(/[^0-9A-Fa-f]/);
  const pairs = (end < 0 ? digits : digits.slice(0, end)).match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** 7.1. */
function decrypted(bytes: Uint8Array, key: number): Uint8Array {
  let state = key;
  return bytes.map((cipher) => {
    const plain = cipher ^ (state >> 8);
    state = ((cipher + state) * 52_845 + 22_719) & 0xffff;
    return plain;
  });
}

/** A list of named byte strings: its head with their number, one of them, what stands behind each, and behind the last. */
interface List {
  readonly head: RegExp;
  readonly entry: RegExp;
  readonly tail: RegExp;
  readonly end: RegExp;
}

/** 2.4: each name with its length, then its bytes behind one space. */
const CHARSTRINGS: List = {
  head: /\/CharStrings\s+(\d{1,5})\s+dict\s+dup\s+begin\s+/g,
  entry: /\/([^\s/{}[\]()<>%]+)\s+(\d{1,5})\s+(?:RD|-\|) /y,
  tail: /\s*(?:ND|\|-|(?:noaccess\s+)?def)\s+/y,
  end: /end\s/y,
};
const SUBRS: List = {
  head: /\/Subrs\s+(\d{1,5})\s+array\s+/g,
  entry: /dup\s+(\d{1,5})\s+(\d{1,5})\s+(?:RD|-\|) /y,
  tail: /\s*(?:NP|\||(?:noaccess\s+)?put)\s+/y,
  end: /(?:ND|\|-|(?:noaccess\s+)?def)\s/y,
};

function entriesOf(hidden: string, list: List): Map<string, Uint8Array> {
  const [head, ...others] = [...hidden.matchAll(list.head)];
  if (!head || others.length > 0) throw new RangeError("no list, or several");
  const lead = leadOf(hidden);
  const entries = new Map<string, Uint8Array>();
  let at = head.index + head[0].length;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(hidden);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (let entry = next(list.entry); entry; entry = next(list.entry)) {
    const [, name = "", length = "0"] = entry;
    const bytes = latin1Bytes(hidden.slice(at, at + Number(length)));
    if (entries.has(name) || entries.size >= Number(head[1]))
      throw new RangeError("more names than one each");
    entries.set(name, lead < 0 ? bytes : decrypted(bytes, CHARSTRING_KEY).subarray(lead));
    at += Number(length);
    if (!next(list.tail)) throw new RangeError("no end of an entry");
  }
  if (!next(list.end)) throw new RangeError("something else in a list");
  return entries;
}

/** lenIV: random bytes before each charstring; below 0 they are not encrypted. */
function leadOf(hidden: string): number {
  const [given, ...others] = [...hidden.matchAll(/\/lenIV\s+(-?\d{1,2})/g)];
  if (others.length > 0) throw new RangeError("lenIV comes twice");
  return given ? Number(given[1]) : 4;
}

function matrixOf(readable: string): number[] {
  const [given, ...others] = [...readable.matchAll(/\/FontMatrix\s*\[([^\]]*)\]/g)];
  if (!given?.[1] || others.length > 0) throw new RangeError("no FontMatrix, or several");
  return given[1].trim().split(/\s+/).map(Number);
}

/** StandardEncoding, or a name for each code that has one. */
function encodingOf(readable: string): (code: number) => string | null {
  const starts = readable.split("/Encoding");
  const own = starts[1];
  if (own === undefined || starts.length !== 2) throw new RangeError("no encoding, or several");
  if (/^\s+StandardEncoding/.test(own)) return standardName;
  const names = new Map<number, string>();
  for (const [, code, name = ""] of own.matchAll(/dup\s+(\d{1,3})\s*\/([^\s/{}[\]()<>%]+)\s+put/g)) {
    if (names.has(Number(code))) throw new RangeError("a code that comes twice");
    names.set(Number(code), name);
  }
  return (code) => names.get(code) ?? null;
}
