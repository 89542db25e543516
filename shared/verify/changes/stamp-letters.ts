/** The letters a stamp draws, as boxes: over a word of the page they make it unreadable like paint. */

import type { PdfDocument } from "../../pdf/document.ts";
import { numbersAt } from "../../pdf/text/font-parts.ts";
import { IDENTITY, matrixOf, multiply } from "../../pdf/text/matrix.ts";
import { formContent } from "../../pdf/text/page-content.ts";
import type { OpaquePart } from "./opaque-parts.ts";
import { boxOf, type Picture } from "./picture.ts";
import { boundsUnder, fitting, inverse } from "./plane.ts";

/** Of a font size, from the line to the top of small letters and digits. */
const LETTER_HEIGHT = 0.68;

/** Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function letterParts({ objects }: PdfDocument, { form, rect }: Picture): OpaquePart[] {
  const place = { owner: form, value: form.value };
  const box = boxOf(objects, objects.entry(place, "BBox"));
  const matrix = matrixOf(numbersAt(objects, objects.entry(place, "Matrix"))) ?? IDENTITY;
  // What is read is already in the space that the form's own matrix leads to.
  const back = inverse(matrix);
  if (!box || !back) return [];
  const onPage = multiply(back, fitting({ box, matrix, rect }));
  return formContent(objects, form)
    .glyphs.filter(({ letter }) => letter === null || letter.trim() !== "")
    .map((glyph) => {
      const letter = { left: 0, bottom: 0, right: glyph.width, top: LETTER_HEIGHT };
      return { box: boundsUnder(multiply(glyph.matrix, onPage), letter), solid: false, covers: () => true };
    });
}
