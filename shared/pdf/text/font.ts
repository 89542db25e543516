/** Fonts of a page as far as text positions need them (ISO 32000-2, 9.5 to 9.10): codes, widths, letters. */

import type { ObjectReader } from "../object-reader.ts";
import { nameOf, type PdfDict, type Place } from "../objects.ts";
import { compositeFont } from "./composite-font.ts";
import { codeMapAt, type TextFont } from "./font-parts.ts";
import { simpleFont } from "./simple-font.ts";

/** LIMIT_EXCEEDED, PDF_BROKEN where a part of it cannot be read. */
export function readFont(objects: ObjectReader, font: Place<PdfDict>): TextFont {
  const parts = { objects, font, toUnicode: codeMapAt(objects, objects.entry(font, "ToUnicode")) };
  return nameOf(objects.entry(font, "Subtype")?.value) === "Type0" ? compositeFont(parts) : simpleFont(parts);
}
