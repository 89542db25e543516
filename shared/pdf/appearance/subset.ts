/**
 * A subset of a TrueType font that keeps the numbers of its glyphs (ISO/IEC 14496-22): what is not used becomes empty, so that
 * Identity-H needs no map and composite glyphs stay as they are.
 */

import { concatBytes } from "#shared/bytes.ts";
import { latin1Bytes } from "../characters.ts";
import { type TrueType, viewOf } from "./true-type.ts";

/** ISO 32000-2, 9.9.2: what an embedded TrueType font program needs; `OS/2`, `name`, `post` and layout tables it does not. */
const COPIED = ["cvt ", "fpgm", "prep"];

/** The font program with the outlines of `glyphs`, of all they are composed of, and of glyph 0. */
export function subsetFont(font: TrueType, glyphs: Iterable<number>): Uint8Array {
  const kept = withParts(font, glyphs);
  const count = Math.max(...kept) + 1;
  const { glyf, loca } = outlines(font, kept, count);
  const tables = new Map<string, Uint8Array>();
  for (const name of COPIED) {
    const table = font.tables.get(name);
    if (table) tables.set(name, table);
  }
  tables.set("glyf", glyf);
  tables.set("loca", loca);
  tables.set("hmtx", metrics(font, count));
  tables.set("head", patched(font, "head", [50, 1]));
  tables.set("hhea", patched(font, "hhea", [34, count]));
  tables.set("maxp", patched(font, "maxp", [4, count]));
  return fontFile(tables);
}

/** Bits of a component's flags: more follow, arguments are words, one scale, two scales, a matrix. */
const [MORE, WORDS, SCALE, TWO_SCALES, MATRIX] = [0x20, 0x01, 0x08, 0x40, 0x80];

export function withParts(font: TrueType, glyphs: Iterable<number>): Set<number> {
  const kept = new Set([0]);
  const open = [...glyphs];
  for (let glyph = open.pop(); glyph !== undefined; glyph = open.pop()) {
    if (kept.has(glyph) || glyph >= font.glyphCount) continue;
    kept.add(glyph);
    open.push(...partsOf(outline(font, glyph)));
  }
  return kept;
}

function outline(font: TrueType, glyph: number): Uint8Array {
  const glyf = font.tables.get("glyf") ?? new Uint8Array(0);
  return glyf.subarray(font.locations[glyph] ?? 0, font.locations[glyph + 1] ?? 0);
}

/** A composite glyph has a negative number of contours. */
function partsOf(glyph: Uint8Array): number[] {
  const view = viewOf(glyph);
  const parts: number[] = [];
  if (glyph.length < 10 || view.getInt16(0) >= 0) return parts;
  for (let at = 10; at + 4 <= glyph.length; ) {
    const flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    const scales = flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0;
    at += 4 + (flags & WORDS ? 4 : 2) + scales;
    if (!(flags & MORE)) break;
  }
  return parts;
}

function outlines(
  font: TrueType,
  kept: ReadonlySet<number>,
  count: number,
): { glyf: Uint8Array; loca: Uint8Array } {
  const loca = new Uint8Array(4 * (count + 1));
  const view = viewOf(loca);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    view.setUint32(4 * glyph, at);
    if (!kept.has(glyph)) continue;
    const piece = padded(outline(font, glyph));
    pieces.push(piece);
    at += piece.length;
  }
  view.setUint32(4 * count, at);
  return { glyf: concatBytes(pieces), loca };
}

function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes;
  const whole = new Uint8Array(4 * Math.ceil(bytes.length / 4));
  whole.set(bytes);
  return whole;
}

/** A pair for every glyph. */
function metrics(font: TrueType, count: number): Uint8Array {
  const table = new Uint8Array(4 * count);
  const view = viewOf(table);
  const source = viewOf(font.tables.get("hmtx") ?? new Uint8Array(0));
  const pairs = viewOf(font.tables.get("hhea") ?? new Uint8Array(36)).getUint16(34);
  for (let glyph = 0; glyph < count; glyph++) {
    view.setUint16(4 * glyph, font.advanceOf(glyph));
    const bearing = glyph < pairs ? 4 * glyph + 2 : 4 * pairs + 2 * (glyph - pairs);
    view.setInt16(4 * glyph + 2, bearing + 2 <= source.byteLength ? source.getInt16(bearing) : 0);
  }
  return table;
}

function patched(font: TrueType, name: string, [at, value]: readonly [number, number]): Uint8Array {
  const table = (font.tables.get(name) ?? new Uint8Array(0)).slice();
  viewOf(table).setUint16(at, value);
  if (name === "head") viewOf(table).setUint32(8, 0);
  return table;
}

/** Table directory, tables in the order of their names, checksums. */
function fontFile(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...tables.keys()].sort();
  const directory = new Uint8Array(12 + 16 * names.length);
  const view = viewOf(directory);
  const power = Math.floor(Math.log2(names.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, names.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * (names.length - 2 ** power));
  const pieces: Uint8Array[] = [directory];
  let at = directory.length;
  for (const [index, name] of names.entries()) {
    const table = tables.get(name) ?? new Uint8Array(0);
    const row = 12 + 16 * index;
    directory.set(latin1Bytes(name), row);
    view.setUint32(row + 4, checksum(table));
    view.setUint32(row + 8, at);
    view.setUint32(row + 12, table.length);
    pieces.push(padded(table));
    at += padded(table).length;
  }
  const file = concatBytes(pieces).slice();
  // `head`, checkSumAdjustment: makes the sum over the whole file a constant.
  const head = viewOf(file).getUint32(12 + 16 * names.indexOf("head") + 8);
  viewOf(file).setUint32(head + 8, (0xb1b0afba - checksum(file)) >>> 0);
  return file;
}

function checksum(bytes: Uint8Array): number {
  const view = viewOf(padded(bytes));
  let sum = 0;
  for (let at = 0; at < view.byteLength; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
