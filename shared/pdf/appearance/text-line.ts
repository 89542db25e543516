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

/** GLYPH_MISSING {character} rather than a blank. */
export function textLine(font: TrueType, text: string): TextLine {
  const composed = text.normalize("NFC");
  const glyphs = [...composed].map((character) => glyphOf(font, character));
  return { text: composed, glyphs, width: glyphs.reduce((sum, glyph) => sum + advance(font, glyph), 0) };
}

function glyphOf(font: TrueType, character: string): number {
  const glyph = font.glyphOf(character.codePointAt(0) ?? 0);
  return glyph === 0 ? fail("GLYPH_MISSING", { character }) : glyph;
}

/** In thousandths of the font size. */
export function advance(font: TrueType, glyph: number): number {
  return (font.advanceOf(glyph) * 1000) / font.unitsPerEm;
}

/** Lines of `text` no wider than `width` points, broken between words; its own line breaks stay. */
export function wrapped(
  font: TrueType,
  text: string,
  { size, width }: { size: number; width: number },
): string[] {
  return text.split(/\r\n|\n|\r/).flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of paragraph.split(" ")) {
      const last = lines.at(-1);
      const longer = last === undefined ? word : `${last} ${word}`;
      if (last !== undefined && (textLine(font, longer).width * size) / 1000 > width) lines.push(word);
      else lines.splice(-1, 1, longer);
    }
    return lines;
  });
}
