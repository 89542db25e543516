/** The letters that a picture draws, where they stand on the page (ISO 32000-2 12.5.5, 9.4.4). */

import type { PdfDocument } from "../../pdf/document.ts";
import { numbersAt } from "../../pdf/text/font-parts.ts";
import { IDENTITY, type Matrix, matrixOf, multiply } from "../../pdf/text/matrix.ts";
import { formContent } from "../../pdf/text/page-content.ts";
import type { PlacedGlyph } from "../../pdf/text/text-state.ts";
import { boxOf, type Picture } from "./picture.ts";
import { fitting, inverse } from "./plane.ts";

/** From the space of the form's content to that of the page; null where the form does not say. */
export function ontoPage({ objects }: PdfDocument, { form, rect }: Picture): Matrix | null {
  const place = { owner: form, value: form.value };
  const box = boxOf(objects, objects.entry(place, "BBox"));
  const matrix = matrixOf(numbersAt(objects, objects.entry(place, "Matrix"))) ?? IDENTITY;
  return box && inverse(matrix) ? fitting({ box, matrix, rect }) : null;
}

/** In the order in which they are drawn. Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function placedLetters(document: PdfDocument, picture: Picture): PlacedGlyph[] {
  const { objects } = document;
  const place = { owner: picture.form, value: picture.form.value };
  const matrix = matrixOf(numbersAt(objects, objects.entry(place, "Matrix"))) ?? IDENTITY;
  // What is read is already in the space that the form's own matrix leads to.
  const [back, onto] = [inverse(matrix), ontoPage(document, picture)];
  if (!back || !onto) return [];
  const onPage = multiply(back, onto);
  return formContent(objects, picture.form).glyphs.map((glyph) => ({
    ...glyph,
    matrix: multiply(glyph.matrix, onPage),
  }));
}

export function isWritten({ letter }: PlacedGlyph): boolean {
  return letter === null || letter.trim() !== "";
}
