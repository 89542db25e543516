/** The letters a stamp draws: as boxes, since over a word they make it unreadable like paint, and as the shapes they really have. */

import type { PdfDocument } from "../../pdf/document.ts";
import type { TextFont } from "../../pdf/text/font-parts.ts";
import type { FontShapes } from "../../pdf/text/font-shapes.ts";
import { apply, type Matrix } from "../../pdf/text/matrix.ts";
import type { PlacedGlyph } from "../../pdf/text/text-state.ts";
import type { OpaquePart } from "./opaque-parts.ts";
import type { Box, Picture } from "./picture.ts";
import { isWritten, placedLetters } from "./placed-letters.ts";
import { boundsUnder, inverse } from "./plane.ts";

interface Letters {
  readonly boxes: readonly OpaquePart[];
  /** null where some font does not tell what it draws. */
  readonly ink: readonly OpaquePart[] | null;
}

const MAX_LETTERS = 3000;

/** Errors: PDF_BROKEN, LIMIT_EXCEEDED. null: more of them than are looked at. */
export function lettersOf(document: PdfDocument, picture: Picture): Letters | null {
  const glyphs = placedLetters(document, picture);
  if (glyphs.length > MAX_LETTERS) return null;
  return { boxes: glyphs.filter(isWritten).map(letterBox), ink: inkOf(glyphs) };
}

/** Of a font size, from the line to the top of small letters and digits. */
const LETTER_HEIGHT = 0.68;

function letterBox({ matrix, width }: PlacedGlyph): OpaquePart {
  return boxPart(matrix, { left: 0, bottom: 0, right: width, top: LETTER_HEIGHT }, false);
}

function boxPart(matrix: Matrix, box: Box, solid: boolean): OpaquePart {
  return { box: boundsUnder(matrix, box), solid, covers: () => true };
}

function inkOf(glyphs: readonly PlacedGlyph[]): OpaquePart[] | null {
  const fonts = new Map<TextFont, FontShapes>();
  const parts: OpaquePart[] = [];
  for (const glyph of glyphs) {
    const shapes = fonts.get(glyph.font) ?? glyph.font.shapes();
    fonts.set(glyph.font, shapes);
    const drawn = shapes(glyph.code);
    if (drawn === null) return null;
    const back = inverse(glyph.matrix);
    if (!back) continue;
    for (const shape of drawn) {
      const covers = (x: number, y: number) => shape.covers(...pointOf(back, x, y));
      parts.push({ box: boundsUnder(glyph.matrix, shape), solid: shape.solid === true, covers });
    }
    // A viewer's own font draws a letter thinly, but not a huge one, and not many on one spot.
    if (drawn.length === 0 && isWritten(glyph) && (isHuge(glyph) || isCrowded(glyph, glyphs))) {
      parts.push(boxPart(glyph.matrix, { left: 0, bottom: -0.3, right: glyph.width, top: 1 }, true));
    }
  }
  return parts;
}

function pointOf(matrix: Matrix, x: number, y: number): [number, number] {
  const [u = 0, v = 0] = apply(matrix, x, y);
  return [u, v];
}

/** In points; strokes of larger letters are as wide as a line of text. */
const HUGE = 40;
/** Letters whose middles lie within one another. */
const CROWD = 3;

function isHuge({ matrix }: PlacedGlyph): boolean {
  return Math.max(...matrix.slice(0, 4).map(Math.abs)) > HUGE;
}

function isCrowded(glyph: PlacedGlyph, glyphs: readonly PlacedGlyph[]): boolean {
  const back = inverse(glyph.matrix);
  if (!back) return false;
  const near = glyphs.filter(({ matrix, width }) => {
    const [u, v] = apply(back, ...apply(matrix, width / 2, 0.3));
    return u > 0 && u < glyph.width && v > 0 && v < 0.7;
  });
  return near.length >= CROWD;
}
