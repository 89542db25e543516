/** What a stamp needs of a TrueType font (ISO/IEC 14496-22): letters to glyphs, widths, and the tables a subset is made of. */

import { fail } from "#shared/errors.ts";
import { latin1Text } from "../characters.ts";

export interface TrueType {
  readonly tables: ReadonlyMap<string, Uint8Array>;
  readonly unitsPerEm: number;
  readonly glyphCount: number;
  /** Left, bottom, right, top of all glyphs, in font units. */
  readonly bounds: readonly [number, number, number, number];
  readonly ascent: number;
  readonly descent: number;
  /** Offsets of the glyphs in `glyf`, one more than there are glyphs. */
  readonly locations: readonly number[];
  /** 0 for what the font does not have. */
  glyphOf(codePoint: number): number;
  /** Advance in font units. */
  advanceOf(glyph: number): number;
}

/** INVALID_ARGUMENT {argument: "font"} where it is no TrueType font with the tables that are needed. */
export function readTrueType(bytes: Uint8Array): TrueType {
  try {
    return readTables(bytes);
  } catch (thrown) {
    return fail("INVALID_ARGUMENT", { argument: "font" }, thrown);
  }
}

function readTables(bytes: Uint8Array): TrueType {
  const tables = tableDirectory(bytes);
  const [head, hhea, maxp] = [
    tableView(tables, "head"),
    tableView(tables, "hhea"),
    tableView(tables, "maxp"),
  ];
  const glyphCount = maxp.getUint16(4);
  const metrics = tableView(tables, "hmtx");
  const metricCount = hhea.getUint16(34);
  return {
    tables,
    unitsPerEm: head.getUint16(18),
    glyphCount,
    bounds: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    locations: locationsOf(tables, head.getInt16(50), glyphCount),
    glyphOf: characterMap(tableView(tables, "cmap")),
    advanceOf: (glyph) => metrics.getUint16(4 * Math.min(glyph, metricCount - 1)),
  };
}

const MAX_TABLES = 64;

function tableDirectory(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = viewOf(bytes);
  const count = view.getUint16(4);
  if (view.getUint32(0) !== 0x00010000 || count > MAX_TABLES) throw new RangeError("no TrueType");
  const tables = new Map<string, Uint8Array>();
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const [offset, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (offset + length > bytes.length) throw new RangeError("table outside the font");
    tables.set(latin1Text(bytes.subarray(at, at + 4)), bytes.subarray(offset, offset + length));
  }
  return tables;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tableView(tables: ReadonlyMap<string, Uint8Array>, name: string): DataView {
  const table = tables.get(name);
  if (!table) throw new RangeError(`no ${name}`);
  return viewOf(table);
}

/** `loca`: long offsets, or short ones that count words. */
function locationsOf(tables: ReadonlyMap<string, Uint8Array>, format: number, count: number): number[] {
  const view = tableView(tables, "loca");
  return Array.from({ length: count + 1 }, (_, glyph) =>
    format === 1 ? view.getUint32(4 * glyph) : 2 * view.getUint16(2 * glyph),
  );
}

/** `cmap` of format 12 where there is one, else of format 4. */
function characterMap(view: DataView): (codePoint: number) => number {
  const offsets = Array.from({ length: view.getUint16(2) }, (_, index) => view.getUint32(8 + 8 * index));
  const full = offsets.find((offset) => view.getUint16(offset) === 12);
  if (full !== undefined) return segmentedCoverage(view, full);
  const basic = offsets.find((offset) => view.getUint16(offset) === 4);
  if (basic === undefined) throw new RangeError("no character map");
  return segmentMapping(view, basic);
}

/** Format 12. */
export function segmentedCoverage(view: DataView, table: number): (codePoint: number) => number {
  const count = Math.min(view.getUint32(table + 12), 70_000);
  return (codePoint) => {
    for (let at = table + 16; at < table + 16 + 12 * count; at += 12) {
      const first = view.getUint32(at);
      if (codePoint >= first && codePoint <= view.getUint32(at + 4)) {
        return view.getUint32(at + 8) + codePoint - first;
      }
    }
    return 0;
  };
}

/** Format 4. */
export function segmentMapping(view: DataView, table: number): (codePoint: number) => number {
  const segments = view.getUint16(table + 6) / 2;
  const [ends, starts] = [table + 14, table + 16 + 2 * segments];
  const [deltas, ranges] = [starts + 2 * segments, starts + 4 * segments];
  return (codePoint) => {
    for (let index = 0; index < segments; index++) {
      const start = view.getUint16(starts + 2 * index);
      if (codePoint > view.getUint16(ends + 2 * index) || codePoint < start) continue;
      const delta = view.getUint16(deltas + 2 * index);
      const range = view.getUint16(ranges + 2 * index);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(ranges + 2 * index + range + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
