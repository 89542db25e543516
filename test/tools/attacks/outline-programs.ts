/** Compact (Technical Note 5176) and Type 1 font programs, put together by hand out of charstrings. */

import { concatBytes } from "#shared/bytes.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { STANDARD_NAMES } from "#shared/pdf/text/standard-names.ts";
import type { Rectangle } from "./block-font.ts";

/** Numbers of both kinds of charstring, and of dictionaries, up to 1131 either way. */
function short(value: number): number[] {
  if (Math.abs(value) <= 107) return [value + 139];
  const [lead, rest] = value > 0 ? [247, value - 108] : [251, -value - 108];
  if (rest < 1024) return [lead + (rest >> 8), rest & 255];
  throw new RangeError("too large for a short number");
}

/** Of a dictionary and a Type 2 charstring. */
const wide = (value: number) => [28, (value >> 8) & 255, value & 255];
/** Of a dictionary, always as long. */
const longest = (value: number) => [
  29,
  (value >> 24) & 255,
  (value >> 16) & 255,
  (value >> 8) & 255,
  value & 255,
];
/** Of a Type 1 charstring. */
const long = (value: number) => [
  255,
  (value >> 24) & 255,
  (value >> 16) & 255,
  (value >> 8) & 255,
  value & 255,
];

/** From the origin, corner by corner. */
export const rectangleType2 = ({ width, height }: Rectangle) =>
  Uint8Array.of(...short(0), 22, ...wide(width), ...wide(height), ...wide(-width), 6, 14);

export const rectangleType1 = ({ width, height }: Rectangle) =>
  Uint8Array.of(
    ...short(0),
    ...short(500),
    13,
    ...short(0),
    22,
    ...long(width),
    6,
    ...long(height),
    7,
    ...long(-width),
    6,
    9,
    14,
  );

/** `a` is nothing but a full stop with the acute accent of the same font over it. */
export function accentedGlyphs(shape: Rectangle): Record<string, Uint8Array> {
  const [period, acute] = [46, 194];
  return {
    a: Uint8Array.of(...short(0), ...short(0), ...short(period), ...short(acute), 14),
    period: Uint8Array.of(14),
    acute: rectangleType2(shape),
  };
}

function index(items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 0) return Uint8Array.of(0, 0);
  let at = 1;
  const offsets = [1, ...items.map(({ length }) => (at += length))].flatMap((offset) => [
    offset >> 8,
    offset & 255,
  ]);
  return concatBytes([Uint8Array.of(0, items.length, 2, ...offsets), ...items]);
}

/** Glyphs by standard names, in the order of those; the first is always empty. */
export function compactProgram(glyphs: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const names = Object.keys(glyphs).toSorted((a, b) => STANDARD_NAMES.indexOf(a) - STANDARD_NAMES.indexOf(b));
  const head = concatBytes([Uint8Array.of(1, 0, 4, 2), index([latin1Bytes("Ten")])]);
  const ids = names.map((name) => STANDARD_NAMES.indexOf(name)).flatMap((id) => [id >> 8, id & 255]);
  const charset = Uint8Array.of(0, ...ids);
  const top = (start: number) =>
    index([Uint8Array.of(...longest(start), 15, ...longest(start + charset.length), 17)]);
  const start = head.length + top(0).length + 2 * index([]).length;
  const charstrings = index([Uint8Array.of(14), ...names.map((name) => glyphs[name] ?? Uint8Array.of(14))]);
  return concatBytes([head, top(start), index([]), index([]), charset, charstrings]);
}

function encrypted(bytes: Uint8Array, key: number): Uint8Array {
  let state = key;
  return bytes.map((plain) => {
    const cipher = plain ^ (state >> 8);
    state = ((cipher + state) * 52_845 + 22_719) & 0xffff;
    return cipher;
  });
}

const LEAD = new Uint8Array(4);

export function type1Program(
  glyphs: Readonly<Record<string, Uint8Array>>,
  codes: Readonly<Record<number, string>>,
): Uint8Array {
  const encoding = Object.entries(codes).map(([code, name]) => `dup ${code} /${name} put\n`);
  const readable = `%!PS-AdobeFont-1.0: Ten\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding 256 array\n${encoding.join("")}readonly def\ncurrentfile eexec\n`;
  const parts = Object.entries(glyphs).flatMap(([name, charstring]) => {
    const hidden = encrypted(concatBytes([LEAD, charstring]), 4330);
    return [latin1Bytes(`/${name} ${hidden.length} RD `), hidden, latin1Bytes(" ND\n")];
  });
  const count = Object.keys(glyphs).length;
  const half = [
    latin1Bytes(`dup /Private 5 dict dup begin\n/CharStrings ${count} dict dup begin\n`),
    ...parts,
    latin1Bytes("end\nend\n"),
  ];
  return concatBytes([latin1Bytes(readable), encrypted(concatBytes([LEAD, ...half]), 55_665)]);
}
