/** Type 0 fonts (ISO 32000-2, 9.7). */

import { readTrueType } from "../appearance/true-type.ts";
import type { ObjectReader } from "../object-reader.ts";
import { nameOf, type Place } from "../objects.ts";
import { type CodeMap, codeOf } from "./code-map.ts";
import { codeMapAt, type FontParts, type ShownGlyph, type TextFont } from "./font-parts.ts";
import { compositeShapes } from "./font-shapes.ts";
import { characterOf } from "./glyph-names.ts";

const DEFAULT_WIDTH = 1000;

export function compositeFont({ objects, font, toUnicode }: FontParts): TextFont {
  const [descendant = null] = objects.items(objects.entry(font, "DescendantFonts"));
  const encoding = objects.entry(font, "Encoding");
  const name = nameOf(encoding?.value) ?? "";
  const codes = codeMapAt(objects, encoding);
  const widths = widthsOf(objects, descendant);
  // Predefined encodings of this kind are UTF-16 themselves (9.7.5.2).
  const isUnicode = /^Uni.*(UCS2|UTF16)/.test(name);
  const embedded = toUnicode?.letters.size ? null : embeddedLetters(objects, descendant);
  const letterOf = (code: number, cid: number) =>
    toUnicode?.letters.get(code) ?? (isUnicode ? characterOf(code) : (embedded?.(cid) ?? null));
  return {
    shapes: () => compositeShapes(objects, descendant, (cid) => (isUnicode ? characterOf(cid) : null)),
    glyphs: (string) =>
      codesOf(string, codes).map(({ code, bytes }): ShownGlyph => {
        const cid = codes?.cids.get(code) ?? code;
        return {
          code: cid,
          letter: letterOf(code, cid),
          width: widths(cid) / 1000,
          isSpace: bytes === 1 && code === 32,
        };
      }),
  };
}

interface Code {
  readonly code: number;
  readonly bytes: number;
}

/** By the code spaces where the file gives them; else two bytes each, as Identity-H has. */
function codesOf(string: Uint8Array, map: CodeMap | null): Code[] {
  const spaces = map?.spaces ?? [];
  const codes: Code[] = [];
  for (let at = 0; at < string.length; ) {
    const fitting = [1, 2, 3, 4].find((bytes) => {
      const code = codeOf(string.subarray(at, at + bytes));
      return spaces.some((space) => space.bytes === bytes && code >= space.first && code <= space.last);
    });
    const bytes = fitting ?? 2;
    codes.push({ code: codeOf(string.subarray(at, at + bytes)), bytes });
    at += bytes;
  }
  return codes;
}

/** A range in W may be written over all CIDs there can be. */
const MAX_CID = 65_535;

/** Each is looked at once for each CID; real fonts have a few hundred. */
const MAX_RANGES = 5000;

/** 9.7.4.3: `c [w1 w2 …]` or `first last w`. */
function widthsOf(objects: ObjectReader, descendant: Place | null): (cid: number) => number {
  const standard = objects.entry(descendant, "DW")?.value;
  const otherwise = standard?.kind === "number" ? standard.value : DEFAULT_WIDTH;
  const single = new Map<number, number>();
  const ranges: { first: number; last: number; width: number }[] = [];
  const items = objects.items(objects.entry(descendant, "W"));
  const numberAt = (index: number) => {
    const value = items[index]?.value;
    return value?.kind === "number" ? value.value : null;
  };
  for (let at = 0; at + 1 < items.length; ) {
    const first = numberAt(at) ?? 0;
    const list = items[at + 1];
    if (list?.value.kind === "array") {
      for (const [index, item] of objects.items(list).entries()) {
        if (item?.value.kind === "number" && first + index <= MAX_CID)
          single.set(first + index, item.value.value);
      }
      at += 2;
    } else {
      if (ranges.length < MAX_RANGES)
        ranges.push({ first, last: numberAt(at + 1) ?? first, width: numberAt(at + 2) ?? otherwise });
      at += 3;
    }
  }
  return (cid) => {
    const known = single.get(cid);
    if (known !== undefined) return known;
    const width = ranges.find(({ first, last }) => cid >= first && cid <= last)?.width ?? otherwise;
    single.set(cid, width);
    return width;
  };
}

/** Letters by the character map of an embedded TrueType font whose glyphs are addressed by number; null where there is none. */
function embeddedLetters(
  objects: ObjectReader,
  descendant: Place | null,
): ((glyph: number) => string | null) | null {
  const map = objects.entry(descendant, "CIDToGIDMap");
  if (map && nameOf(map.value) !== "Identity") return null;
  const file = objects.entry(objects.entry(descendant, "FontDescriptor"), "FontFile2");
  if (!file || file.owner.streamAt === null) return null;
  let letters: Map<number, string> | null = null;
  return (glyph) => {
    letters ??= lettersByGlyph(objects.streamData(file.owner));
    return letters.get(glyph) ?? null;
  };
}

/** Blocks of Unicode a document of the decree is written in: Latin with its marks, and punctuation. */
const BLOCKS = [
  [0x20, 0x24f],
  [0x300, 0x36f],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
] as const;

function lettersByGlyph(program: Uint8Array): Map<number, string> {
  const letters = new Map<number, string>();
  try {
    const { glyphOf } = readTrueType(program);
    for (const [first, last] of BLOCKS) {
      for (let code = first; code <= last; code++) {
        const glyph = glyphOf(code);
        if (glyph !== 0 && !letters.has(glyph)) letters.set(glyph, String.fromCodePoint(code));
      }
    }
  } catch {
    // Subsets often have no character map: then nobody knows the letters.
  }
  return letters;
}
