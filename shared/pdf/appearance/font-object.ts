/** A subset of the stamp's font as a composite font (ISO 32000-2, 9.7): Identity-H, glyph numbers kept. */

import { toHex } from "#shared/bytes.ts";
import { latin1Bytes } from "../characters.ts";
import type { ObjectPlace } from "./parts.ts";
import { subsetFont, withParts } from "./subset.ts";
import { advance, type TextLine } from "./text-line.ts";
import type { TrueType } from "./true-type.ts";

export interface FontRequest {
  readonly font: TrueType;
  readonly lines: readonly TextLine[];
  /** ISO 19005-1, 6.3.5, wants a list of the glyphs; later parts do not. */
  readonly listGlyphs: boolean;
}

/** Adds the font with all it needs; answers the reference. */
export function addFont(objects: ObjectPlace, { font, lines, listGlyphs }: FontRequest): string {
  const letters = lettersOf(lines);
  const glyphs = [...letters.keys()].sort((a, b) => a - b);
  const program = subsetFont(font, glyphs);
  const name = `${subsetTag(glyphs)}+Tinos`;
  const file = objects.addStream({ entries: `/Length1 ${program.length}`, data: program });
  const set = listGlyphs
    ? objects.addStream({ entries: "", data: glyphBits(withParts(font, glyphs)) })
    : null;
  const descriptor = objects.add(() => descriptorText({ font, name, file, set }));
  const descendant = objects.add(
    (string) =>
      `<<\n/Type /Font\n/Subtype /CIDFontType2\n/BaseFont /${name}\n/CIDSystemInfo <</Registry ${string(latin1Bytes("Adobe"))} ` +
      `/Ordering ${string(latin1Bytes("Identity"))} /Supplement 0>>\n/FontDescriptor ${descriptor}\n` +
      `/CIDToGIDMap /Identity\n/DW 1000\n/W [${glyphs.map((glyph) => `${glyph} [${Math.round(advance(font, glyph))}]`).join(" ")}]\n>>`,
  );
  const unicode = objects.addStream({ entries: "", data: latin1Bytes(toUnicode(letters)) });
  return objects.add(
    () =>
      `<<\n/Type /Font\n/Subtype /Type0\n/BaseFont /${name}\n/Encoding /Identity-H\n` +
      `/DescendantFonts [${descendant}]\n/ToUnicode ${unicode}\n>>`,
  );
}

/** Each glyph with the letter it was first used for. */
function lettersOf(lines: readonly TextLine[]): Map<number, string> {
  const letters = new Map<number, string>();
  for (const { text, glyphs } of lines) {
    for (const [index, letter] of [...text].entries()) {
      const glyph = glyphs[index] ?? 0;
      if (!letters.has(glyph)) letters.set(glyph, letter);
    }
  }
  return letters;
}

/** 9.9.2: six capitals, the same for the same glyphs. */
function subsetTag(glyphs: readonly number[]): string {
  let hash = 0;
  for (const glyph of glyphs) hash = (hash * 31 + glyph) % 308_915_776;
  let tag = "";
  for (let index = 0; index < 6; index++) {
    tag = String.fromCharCode(65 + (hash % 26)) + tag;
    hash = Math.floor(hash / 26);
  }
  return tag;
}

interface DescriptorParts {
  readonly font: TrueType;
  readonly name: string;
  readonly file: string;
  readonly set: string | null;
}

/** 9.8: flags say that glyphs are found by number, not by a Latin encoding. */
function descriptorText({ font, name, file, set }: DescriptorParts): string {
  const thousandths = (value: number) => Math.round((value * 1000) / font.unitsPerEm);
  return (
    `<<\n/Type /FontDescriptor\n/FontName /${name}\n/Flags 6\n/FontBBox [${font.bounds.map(thousandths).join(" ")}]\n` +
    `/ItalicAngle 0\n/Ascent ${thousandths(font.ascent)}\n/Descent ${thousandths(font.descent)}\n/CapHeight 662\n/StemV 80\n` +
    `/FontFile2 ${file}\n${set === null ? "" : `/CIDSet ${set}\n`}>>`
  );
}

/** 9.8.3.2: a bit for each CID, the first the highest of its byte. */
function glyphBits(glyphs: ReadonlySet<number>): Uint8Array {
  const bits = new Uint8Array((Math.max(...glyphs) >> 3) + 1);
  for (const glyph of glyphs) bits[glyph >> 3] = (bits[glyph >> 3] ?? 0) | (0x80 >> (glyph % 8));
  return bits;
}

/** 9.10.3; at most 100 lines in a block. */
function toUnicode(letters: ReadonlyMap<number, string>): string {
  const rows = [...letters].map(
    ([glyph, letter]) => `<${hex(glyph)}> <${[...utf16(letter)].map(hex).join("")}>`,
  );
  const blocks: string[] = [];
  for (let at = 0; at < rows.length; at += 100) {
    const block = rows.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar\n`);
  }
  return (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
    `1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n${blocks.join("")}` +
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
  );
}

function* utf16(text: string): Generator<number> {
  for (let index = 0; index < text.length; index++) yield text.charCodeAt(index);
}

export function hex(number: number): string {
  return toHex(Uint8Array.of(number >> 8, number & 0xff));
}
