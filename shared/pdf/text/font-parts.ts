/** What every kind of font gives text positions (ISO 32000-2, 9.5), and how its parts are read. */

import type { ObjectReader } from "../object-reader.ts";
import { isDictPlace, naturalOf, type PdfDict, type Place } from "../objects.ts";
import { type CodeMap, readCodeMap } from "./code-map.ts";
import type { FontShapes } from "./font-shapes.ts";

export interface ShownGlyph {
  /** Of the font's `shapes`: the byte of a simple font, the CID of a composite one. */
  readonly code: number;
  /** Null where the file does not say what letter it is. */
  readonly letter: string | null;
  /** In text space, for a font size of 1. */
  readonly width: number;
  /** Word spacing counts for it (9.3.3). */
  readonly isSpace: boolean;
}

export interface TextFont {
  /** The glyphs of a shown string. */
  glyphs(string: Uint8Array): ShownGlyph[];
  /** Read when first asked for. Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
  shapes(): FontShapes;
}

export interface FontParts {
  readonly objects: ObjectReader;
  readonly font: Place<PdfDict>;
  readonly toUnicode: CodeMap | null;
}

export function codeMapAt(objects: ObjectReader, place: Place | null): CodeMap | null {
  if (!place || place.owner.streamAt === null || !isDictPlace(place)) return null;
  return readCodeMap(objects.streamData(place.owner));
}

/** Numbers of an array; null for what is none. */
export function numbersAt(objects: ObjectReader, place: Place | null): (number | null)[] {
  return objects.items(place).map((item) => (item?.value.kind === "number" ? item.value.value : null));
}

export function naturalAt(objects: ObjectReader, place: Place | null, key: string): number | null {
  return naturalOf(objects.entry(place, key)?.value);
}
