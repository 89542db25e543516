/** Text as glyphs of one font. */

import { fail } from "#shared/errors.ts";
import type { TrueType } from "./true-type.ts";

export interface TextLine {
  /** NFC: without shaping, combining marks would land beside their letters. */
  readonly text: string;
  readonly glyphs: readonly number[];
  /** In thousandths of the font size. */
  readonly width: number;
}

/** Nothing of them is seen: joiners, marks of direction, soft hyphens. */
const INVISIBLE = /\p{Cf}/gu;
/** Letters that run from the right, or change with their neighbours, want shaping. */
const SHAPED = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** GLYPH_MISSING {character} rather than a blank, or letters in the wrong order. */
export function textLine(font: TrueType, text: string): TextLine {
  const composed = text.normalize("NFC").replace(INVISIBLE, "");
  const glyphs = [...composed].map((character) => glyphOf(font, character));
  return { text: composed, glyphs, width: glyphs.reduce((sum, glyph) => sum + advance(font, glyph), 0) };
}

function glyphOf(font: TrueType, character: string): number {
  const glyph = font.glyphOf(character.codePointAt(0) ?? 0);
  return glyph === 0 || SHAPED.test(character) ? fail("GLYPH_MISSING", { character }) : glyph;
}

/** In thousandths of the font size. */
export function advance(font: TrueType, glyph: number): number {
  return (font.advanceOf(glyph) * 1000) / font.unitsPerEm;
}

/** Lines of `text` no wider than `width` points, broken between words, and in a word that is wider; its own line breaks stay. */
export function wrapped(
  font: TrueType,
  text: string,
  { size, width }: { size: number; width: number },
): string[] {
  return text.split(/\r\n|\n|\r/).flatMap((paragraph) => {
    const lines: string[] = [];
    const fits = (line: string) => (textLine(font, line).width * size) / 1000 <= width;
    for (const word of paragraph.split(" ")) {
      const last = lines.at(-1);
      const longer = last === undefined ? word : `${last} ${word}`;
      if (last === undefined || fits(longer)) lines.splice(-1, 1, longer);
      else lines.push(word);
      const wide = lines.at(-1) ?? "";
      if (!fits(wide)) lines.splice(-1, 1, ...pieces(wide, fits));
    }
    return lines;
  });
}

/** A word in as few pieces as fit; one letter at least in each. */
function pieces(word: string, fits: (line: string) => boolean): string[] {
  const found: string[] = [];
  for (const letter of word.normalize("NFC")) {
    const longer = `${found.at(-1) ?? ""}${letter}`;
    if (found.length > 0 && !fits(longer)) found.push(letter);
    else found.splice(-1, 1, longer);
  }
  return found;
}
