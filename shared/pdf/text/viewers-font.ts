/** Fonts that are not embedded: the viewer draws letters of its own (ISO 32000-2, 9.6.2.2), which no document can turn into boxes. */

import type { FontShapes } from "./font-shapes.ts";
import type { GlyphShape } from "./glyph-shape.ts";
import { isLatinFont } from "./latin-fonts.ts";
import { STANDARD_LETTERS } from "./standard-names.ts";

const standard = new Set(STANDARD_LETTERS.values());
/** Latin letters with their marks, and punctuation that is no block. */
const LETTERS = /^(?:\p{Script=Latin}|[\d\s\u2010-\u2027\u2030-\u205e\u20ab\u20ac]|\p{Mn})+$/u;

function isLetter(letter: string | null): boolean {
  return letter !== null && (standard.has(letter) || LETTERS.test(letter));
}

/** What a viewer may put in place of a font it does not have: anything up to a full block. */
const BLOCK: GlyphShape = {
  left: 0,
  bottom: -0.3,
  right: 1,
  top: 1,
  solid: true,
  covers: (x, y) => x >= 0 && x <= 1 && y >= -0.3 && y <= 1,
};

/** By the font's own encoding: what a map to Unicode says of a code changes nothing of what is drawn. Letters draw thinly: nothing of them counts as paint. */
export function viewersShapes(
  fontName: string | null,
  letterOf: (code: number) => string | null,
): FontShapes {
  const isLatin = isLatinFont(fontName);
  return (code) => {
    const letter = letterOf(code);
    return letter === " " || (isLatin && isLetter(letter)) ? [] : [BLOCK];
  };
}
