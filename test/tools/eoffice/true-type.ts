/** The little of a TrueType file that a letter needs: glyph numbers and widths (ISO/IEC 14496-22 section 5). */

export interface TrueTypeFont {
  readonly bytes: Buffer;
  readonly unitsPerEm: number;
  readonly box: readonly [number, number, number, number];
  readonly ascent: number;
  readonly descent: number;
  /** Glyph of a Unicode character; 0 where the font has none. */
  glyph(character: number): number;
  /** Advance width of a glyph, in font units. */
  width(glyph: number): number;
}

function tableOffset(bytes: Buffer, tag: string): number {
  const count = bytes.readUInt16BE(4);
  for (let index = 0; index < count; index++) {
    const record = 12 + 16 * index;
    if (bytes.toString("latin1", record, record + 4) === tag) return bytes.readUInt32BE(record + 8);
  }
  throw new Error(`the font has no table ${tag}`);
}

/** Start of the format 4 subtable, which covers the Basic Multilingual Plane: all Vietnamese letters. */
function characterMap(bytes: Buffer): number {
  const cmap = tableOffset(bytes, "cmap");
  const count = bytes.readUInt16BE(cmap + 2);
  for (let index = 0; index < count; index++) {
    const subtable = cmap + bytes.readUInt32BE(cmap + 4 + 8 * index + 4);
    if (bytes.readUInt16BE(subtable) === 4) return subtable;
  }
  throw new Error("the font has no character map of format 4");
}

function glyphOf(bytes: Buffer, map: number, character: number): number {
  const doubled = bytes.readUInt16BE(map + 6);
  for (let segment = 0; segment < doubled; segment += 2) {
    if (bytes.readUInt16BE(map + 14 + segment) < character) continue;
    const start = bytes.readUInt16BE(map + 16 + doubled + segment);
    if (start > character) return 0;
    const delta = bytes.readUInt16BE(map + 16 + 2 * doubled + segment);
    const at = map + 16 + 3 * doubled + segment;
    const range = bytes.readUInt16BE(at);
    if (range === 0) return (character + delta) & 0xffff;
    const glyph = bytes.readUInt16BE(at + range + 2 * (character - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

/** Throws where the bytes are no TrueType font of that kind. */
export function readTrueType(bytes: Buffer): TrueTypeFont {
  const head = tableOffset(bytes, "head");
  const hhea = tableOffset(bytes, "hhea");
  const hmtx = tableOffset(bytes, "hmtx");
  const map = characterMap(bytes);
  const measured = bytes.readUInt16BE(hhea + 34);
  const short = (offset: number) => bytes.readInt16BE(offset);
  return {
    bytes,
    unitsPerEm: bytes.readUInt16BE(head + 18),
    box: [short(head + 36), short(head + 38), short(head + 40), short(head + 42)],
    ascent: short(hhea + 4),
    descent: short(hhea + 6),
    glyph: (character) => glyphOf(bytes, map, character),
    width: (glyph) => bytes.readUInt16BE(hmtx + 4 * Math.min(glyph, measured - 1)),
  };
}
