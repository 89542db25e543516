/** Type 1, TrueType and Type 3 fonts (ISO 32000-2, 9.6): one byte a code. */

import type { ObjectReader } from "../object-reader.ts";
import { isDictPlace, nameOf, type Place } from "../objects.ts";
import { type FontParts, naturalAt, numbersAt, type TextFont } from "./font-parts.ts";
import { simpleShapes } from "./font-shapes.ts";
import { letterOf } from "./glyph-names.ts";
import { STANDARD_LETTERS, standardName } from "./standard-names.ts";
import { standardWidth } from "./standard-widths.ts";

export function simpleFont({ objects, font, toUnicode }: FontParts): TextFont {
  const encoding = encodingOf(objects, objects.entry(font, "Encoding"));
  const widthOf = widthsOf(objects, font);
  return {
    shapes: () =>
      simpleShapes(objects, font, {
        letter: (code) => encoding.letters[code] ?? null,
        name: (code) => encoding.names.get(code) ?? null,
      }),
    glyphs: (string) =>
      [...string].map((code) => ({
        code,
        letter: toUnicode?.letters.get(code) ?? encoding.letters[code] ?? null,
        width: widthOf(code),
        isSpace: code === 32,
      })),
  };
}

function widthsOf(objects: ObjectReader, font: Place): (code: number) => number {
  const first = naturalAt(objects, font, "FirstChar") ?? 0;
  const widths = numbersAt(objects, objects.entry(font, "Widths"));
  const name = nameOf(objects.entry(font, "BaseFont")?.value) ?? "";
  const missing = naturalAt(objects, objects.entry(font, "FontDescriptor"), "MissingWidth");
  // 9.6.4: a Type 3 font measures in a space of its own.
  const matrix = numbersAt(objects, objects.entry(font, "FontMatrix"));
  const scale = matrix.length === 6 ? Math.abs(matrix[0] ?? 0.001) : 0.001;
  return (code) => {
    const own = widths[code - first];
    if (typeof own === "number") return own * scale;
    return (widths.length > 0 ? (missing ?? 0) : standardWidth(name, code)) * scale;
  };
}

type Letters = readonly (string | null)[];

interface Encoding {
  readonly letters: Letters;
  /** Of the codes that differ from the base. */
  readonly names: ReadonlyMap<number, string>;
}

/** 9.6.5: a base encoding and the codes that differ from it. */
function encodingOf(objects: ObjectReader, encoding: Place | null): Encoding {
  const base = isDictPlace(encoding) ? objects.entry(encoding, "BaseEncoding") : encoding;
  const letters = [...baseLetters(nameOf(base?.value))];
  const names = new Map<number, string>();
  let code = 0;
  for (const item of objects.items(objects.entry(encoding, "Differences"))) {
    if (item?.value.kind === "number") code = item.value.value;
    if (item?.value.kind !== "name" || code < 0 || code > 255) continue;
    letters[code] = letterOf(item.value.value);
    names.set(code++, item.value.value);
  }
  return { letters, names };
}

function baseLetters(name: string | null): Letters {
  if (name === "MacRomanEncoding") return decoded("macintosh");
  if (name === "WinAnsiEncoding") return decoded("windows-1252");
  return STANDARD;
}

const tables = new Map<string, Letters>();

function decoded(label: string): Letters {
  const known = tables.get(label);
  if (known) return known;
  const decoder = new TextDecoder(label);
  const letters = Array.from({ length: 256 }, (_, code) =>
    code < 32 ? null : decoder.decode(Uint8Array.of(code)),
  );
  tables.set(label, letters);
  return letters;
}

/** Annex D.2. */
const STANDARD: Letters = Array.from({ length: 256 }, (_, code) => {
  const name = standardName(code);
  return name === null ? null : (STANDARD_LETTERS.get(name) ?? null);
});
