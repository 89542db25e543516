/** Compact fonts: glyphs by number, by name, by CID and by their own codes (CFF; Technical Note 5176). */

import { viewOf } from "../appearance/true-type.ts";
import { latin1Text } from "../characters.ts";
import { type CompactDict, readDict, readIndex } from "./compact-parts.ts";
import type { OutlineReader } from "./glyph-shape.ts";
import { letterScale, type Scale, scaled } from "./outline-pen.ts";
import { STANDARD_NAMES, standardName } from "./standard-names.ts";
import { drawType2 } from "./type2-charstring.ts";

export interface CompactFont {
  readonly outlines: OutlineReader;
  readonly glyphCount: number;
  /** Fonts whose glyphs have CIDs in place of names (section 18). */
  readonly isCidKeyed: boolean;
  /** Of a font with names: null for a name it does not say. */
  readonly names: readonly (string | null)[];
  glyphOfCid(cid: number): number;
  /** By its own encoding; 0 for none. */
  glyphOfCode(code: number): number;
}

/** Operators of the top and private dictionaries (tables 9 and 23). */
const [CHARSET, ENCODING, CHARSTRINGS, PRIVATE, SUBRS] = [15, 16, 17, 18, 19];
const [MATRIX, CHARSTRING_TYPE, ROS, FONT_DICTS, FONT_SELECT] = [0x0c07, 0x0c06, 0x0c1e, 0x0c24, 0x0c25];

/** Errors: RangeError where it is none, or cannot be read. */
export function readCompactFont(program: Uint8Array): CompactFont {
  const view = viewOf(program);
  if (view.getUint8(0) !== 1) throw new RangeError("no compact font");
  const names = readIndex(program, view.getUint8(2));
  const tops = readIndex(program, names.end);
  const strings = readIndex(program, tops.end);
  const globals = readIndex(program, strings.end);
  const [top] = tops.items;
  if (!top || tops.items.length !== 1) throw new RangeError("no font, or several");
  const dict = readDict(top);
  if ((dict.number(CHARSTRING_TYPE) ?? 2) !== 2) throw new RangeError("another kind of charstring");
  const charstrings = readIndex(program, dict.offset(CHARSTRINGS)).items;
  const parts = { program, view, dict, charstrings, strings: strings.items, globals: globals.items };
  return dict.has(ROS) ? cidKeyed(parts) : nameKeyed(parts);
}

interface Parts {
  readonly program: Uint8Array;
  readonly view: DataView;
  readonly dict: CompactDict;
  readonly charstrings: readonly Uint8Array[];
  readonly strings: readonly Uint8Array[];
  readonly globals: readonly Uint8Array[];
}

function nameKeyed(parts: Parts): CompactFont {
  const { dict, strings } = parts;
  const ids = charsetOf(parts);
  const names = ids.map((id) => {
    if (id < STANDARD_STRINGS) return STANDARD_NAMES[id] ?? null;
    const own = strings[id - STANDARD_STRINGS];
    return own ? latin1Text(own) : null;
  });
  const font = { subrs: subrsOf(parts, dict), matrix: matrixOf([dict]) };
  const codes = encodingOf(parts, names);
  return {
    outlines: outlinesOf(
      parts,
      () => font,
      (code) => names.indexOf(standardName(code) ?? "?"),
    ),
    glyphCount: parts.charstrings.length,
    isCidKeyed: false,
    names,
    glyphOfCid: (cid) => cid,
    glyphOfCode: (code) => codes.get(code) ?? 0,
  };
}

function cidKeyed(parts: Parts): CompactFont {
  const { program, dict } = parts;
  const fonts = readIndex(program, dict.offset(FONT_DICTS)).items.map((item) => {
    const own = readDict(item);
    return { subrs: subrsOf(parts, own), matrix: matrixOf([dict, own]) };
  });
  const select = selectorOf(parts);
  const glyphs = new Map(charsetOf(parts).map((cid, glyph) => [cid, glyph]));
  return {
    outlines: outlinesOf(
      parts,
      (glyph) => fonts[select(glyph)],
      () => -1,
    ),
    glyphCount: parts.charstrings.length,
    isCidKeyed: true,
    names: [],
    glyphOfCid: (cid) => glyphs.get(cid) ?? 0,
    glyphOfCode: () => 0,
  };
}

interface FontPart {
  readonly subrs: readonly Uint8Array[];
  readonly matrix: Scale;
}

function outlinesOf(
  { charstrings, globals }: Parts,
  partOf: (glyph: number) => FontPart | undefined,
  standardGlyph: (code: number) => number,
): OutlineReader {
  const charstringOf = (glyph: number): Uint8Array => {
    const charstring = charstrings[glyph];
    if (!charstring) throw new RangeError("no such glyph");
    return charstring;
  };
  return (glyph) => {
    const part = partOf(glyph);
    if (!part) throw new RangeError("no font for it");
    const { contours } = drawType2({
      charstring: charstringOf(glyph),
      globalSubrs: globals,
      localSubrs: part.subrs,
      standardGlyph: (code) => charstringOf(standardGlyph(code)),
    });
    return scaled(contours, part.matrix);
  };
}

/** Section 16: local subroutines stand by an offset from their private dictionary. */
function subrsOf({ program }: Parts, dict: CompactDict): readonly Uint8Array[] {
  const [size, start] = dict.numbers(PRIVATE);
  if (size === undefined || start === undefined) return [];
  const own = readDict(program.subarray(start, start + size));
  return own.has(SUBRS) ? readIndex(program, start + own.offset(SUBRS)).items : [];
}

const UNIT: readonly number[] = [0.001, 0, 0, 0.001, 0, 0];

/** FontMatrix of the font, and inside that of its part. */
function matrixOf(dicts: readonly CompactDict[]): Scale {
  const given = dicts.filter((dict) => dict.has(MATRIX)).map((dict) => dict.numbers(MATRIX));
  const [outer = UNIT, inner = null] = given;
  if (!inner) return letterScale(outer);
  const [a = 0, b = 0, c = 0, d = 0, ...shift] = outer;
  const [e = 0, f = 0, g = 0, h = 0, ...innerShift] = inner;
  if ([...shift, ...innerShift].some((value) => value !== 0)) throw new RangeError("another scale");
  return letterScale([e * a + f * c, e * b + f * d, g * a + h * c, g * b + h * d]);
}

/** Strings below this number are the same for all fonts (appendix A). */
const STANDARD_STRINGS = 391;
/** Predefined charsets: the first counts as the strings do (appendix C). */
const ISO_ADOBE = 0;

/** Section 13: a string number, or a CID, for each glyph. */
function charsetOf({ view, dict, charstrings }: Parts): number[] {
  const start = dict.number(CHARSET) ?? ISO_ADOBE;
  if (start === ISO_ADOBE) return charstrings.map((_, glyph) => glyph);
  if (start < 3) throw new RangeError("expert characters");
  const format = view.getUint8(start);
  const ids = [0];
  let at = start + 1;
  while (ids.length < charstrings.length) {
    const first = view.getUint16(at);
    at += 2;
    let more = 0;
    if (format === 1) more = view.getUint8(at++);
    else if (format === 2) {
      more = view.getUint16(at);
      at += 2;
    } else if (format !== 0) throw new RangeError("another charset");
    for (let id = first; id <= first + more; id++) ids.push(id);
  }
  return ids.slice(0, charstrings.length);
}

/** Section 12: glyphs in order, each with its code. Predefined: StandardEncoding. */
function encodingOf({ view, dict }: Parts, names: readonly (string | null)[]): Map<number, number> {
  const start = dict.number(ENCODING) ?? 0;
  if (start === 1) throw new RangeError("expert codes");
  const codes = new Map<number, number>();
  if (start === 0) {
    for (let code = 0; code < 256; code++)
      codes.set(code, Math.max(0, names.indexOf(standardName(code) ?? "?")));
    return codes;
  }
  const format = view.getUint8(start);
  const count = view.getUint8(start + 1);
  // The high bit adds codes of glyphs that have one already.
  if (format > 1) throw new RangeError("another encoding");
  let glyph = 1;
  for (let index = 0; index < count; index++) {
    const first = view.getUint8(start + 2 + index * (format + 1));
    const more = format === 1 ? view.getUint8(start + 3 + 2 * index) : 0;
    for (let code = first; code <= first + more; code++) codes.set(code, glyph++);
  }
  return codes;
}

/** Section 19: the part each glyph belongs to. */
function selectorOf({ view, dict }: Parts): (glyph: number) => number {
  const start = dict.offset(FONT_SELECT);
  const format = view.getUint8(start);
  if (format === 0) return (glyph) => view.getUint8(start + 1 + glyph);
  if (format !== 3) throw new RangeError("another selection");
  const count = view.getUint16(start + 1);
  return (glyph) => {
    let part = -1;
    for (let index = 0; index < count && view.getUint16(start + 3 + 3 * index) <= glyph; index++) {
      part = view.getUint8(start + 5 + 3 * index);
    }
    return part;
  };
}
