/** Fonts in which a code is the letter that ASCII means by it, whoever draws it (ISO 32000-2 9.6). */

import type { PdfDocument } from "../../pdf/document.ts";
import { isDictPlace, nameOf, naturalOf, type Place } from "../../pdf/objects.ts";
import { isEmbedded } from "../../pdf/text/font-program.ts";
import { letterOf } from "../../pdf/text/glyph-names.ts";
import { isLatinFont } from "../../pdf/text/latin-fonts.ts";

const ENCODINGS: readonly string[] = [
  "WinAnsiEncoding",
  "MacRomanEncoding",
  "StandardEncoding",
  "PDFDocEncoding",
];

/** A simple font that every viewer has, with codes from space to tilde as in ASCII; an embedded one may draw what it likes. */
export function hasPlainCodes({ objects }: PdfDocument, form: Place, name: string | null): boolean {
  const resources = objects.entry(objects.entry(form, "Resources"), "Font");
  const font = name === null ? null : objects.entry(resources, name);
  if (!isDictPlace(font) || font.value.flawed) return false;
  const subtype = nameOf(objects.entry(font, "Subtype")?.value);
  if (subtype !== "Type1" && subtype !== "TrueType") return false;
  if (!isLatinFont(nameOf(objects.entry(font, "BaseFont")?.value))) return false;
  if (isEmbedded(objects, objects.entry(font, "FontDescriptor"))) return false;
  const encoding = objects.entry(font, "Encoding");
  if (!encoding) return subtype === "Type1";
  if (encoding.value.kind === "name") return ENCODINGS.includes(encoding.value.value);
  const base = nameOf(objects.entry(encoding, "BaseEncoding")?.value);
  if (!isDictPlace(encoding) || (base !== null && !ENCODINGS.includes(base))) return false;
  return keepAscii(objects.items(objects.entry(encoding, "Differences")).map((item) => item?.value));
}

/**
 * 9.6.5.1: a number, then the names of it and the codes behind it. Forms made by Acrobat spell PDFDocEncoding out (annex D.3), which names
 * two codes of ASCII again.
 */
function keepAscii(items: readonly (Place["value"] | undefined)[]): boolean {
  let code = 0;
  return items.every((item) => {
    const start = naturalOf(item);
    if (start !== null) code = start;
    else {
      const own = code++;
      const name = nameOf(item);
      return own < 0x20 || own > 0x7e || (name !== null && letterOf(name) === String.fromCharCode(own));
    }
    return true;
  });
}
