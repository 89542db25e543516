/** Which shapes a code of a font may draw (ISO 32000-2, 9.6.5.4 and 9.7.4): by the embedded program, not by the letter it claims to be. */

import type { ObjectReader } from "../object-reader.ts";
import { isDictPlace, nameOf, type Place } from "../objects.ts";
import { characterMaps } from "./character-maps.ts";
import { type GlyphShape, readShapes, type ShapeReader } from "./glyph-shape.ts";
import { isLatinFont } from "./latin-fonts.ts";

/** Empty: the viewer's own font draws a letter. null: it cannot be told. */
export type FontShapes = (code: number) => readonly GlyphShape[] | null;

const PROGRAMS = ["FontFile", "FontFile2", "FontFile3"];

const unknown: FontShapes = () => null;

/** What a viewer may put in place of a font it does not have: anything up to a full block. */
const BLOCK: GlyphShape = {
  left: 0,
  bottom: -0.3,
  right: 1,
  top: 1,
  solid: true,
  covers: (x, y) => x >= 0 && x <= 1 && y >= -0.3 && y <= 1,
};

/** By the font's own encoding: what a map to Unicode says of a code changes nothing of what is drawn. */
function viewersOwn(name: string | null, letters: (code: number) => string | null): FontShapes {
  const isLatin = isLatinFont(name);
  return (code) => (isLatin && isLetter(letters(code)) ? [] : letters(code) === " " ? [] : [BLOCK]);
}

/** Letters, marks, digits and punctuation: nothing of the blocks of boxes and signs. */
function isLetter(letter: string | null): boolean {
  return letter !== null && /^[\p{L}\p{M}\p{N}\p{P}\p{Sc}\p{Sm}\s]+$/u.test(letter);
}

/** Of a simple font; codes are bytes, `letters` what its encoding calls them. */
export function simpleShapes(
  objects: ObjectReader,
  font: Place,
  letters: (code: number) => string | null,
): FontShapes {
  if (nameOf(objects.entry(font, "Subtype")?.value) === "Type3") return unknown;
  const program = programOf(objects, objects.entry(font, "FontDescriptor"));
  if (program === null) return viewersOwn(nameOf(objects.entry(font, "BaseFont")?.value), letters);
  return shapesOf(program, (bytes) => {
    const maps = characterMaps(bytes);
    // Viewers choose the map by flags and encoding, not all alike: whatever any of them may draw counts.
    return (code) => {
      const characters = [code, 0xf000 + code, letters(code)?.codePointAt(0) ?? code];
      const glyphs = maps.flatMap((glyphOf) => characters.map(glyphOf)).filter((glyph) => glyph > 0);
      // What a font has not is drawn by its first glyph.
      return glyphs.length > 0 ? glyphs : [0];
    };
  });
}

/** Of a composite font; codes are CIDs. */
export function compositeShapes(
  objects: ObjectReader,
  descendant: Place | null,
  letters: (code: number) => string | null,
): FontShapes {
  const program = programOf(objects, objects.entry(descendant, "FontDescriptor"));
  if (program === null) return viewersOwn(nameOf(objects.entry(descendant, "BaseFont")?.value), letters);
  const map = objects.entry(descendant, "CIDToGIDMap");
  if (!map || nameOf(map.value) === "Identity") return shapesOf(program, () => (cid) => [cid]);
  if (map.owner.streamAt === null) return unknown;
  const glyphs = objects.streamData(map.owner);
  return shapesOf(program, () => (cid) => [(glyphs[2 * cid] ?? 0) * 256 + (glyphs[2 * cid + 1] ?? 0)]);
}

/** Whether a font brings a program of its own (9.9). */
export function isEmbedded(objects: ObjectReader, descriptor: Place | null): boolean {
  return isDictPlace(descriptor) && PROGRAMS.some((key) => objects.entry(descriptor, key) !== null);
}

/** null: none is embedded; "other": none whose outlines are read here. */
function programOf(objects: ObjectReader, descriptor: Place | null): Uint8Array | "other" | null {
  if (!isEmbedded(objects, descriptor)) return null;
  const trueType = objects.entry(descriptor, "FontFile2");
  return trueType && trueType.owner.streamAt !== null ? objects.streamData(trueType.owner) : "other";
}

type GlyphsOf = (code: number) => readonly number[];

function shapesOf(program: Uint8Array | "other", mapping: (program: Uint8Array) => GlyphsOf): FontShapes {
  if (program === "other") return unknown;
  const opened = attempt(() => ({ shapes: readShapes(program), glyphsOf: mapping(program) }));
  return (code) => (opened ? attempt(() => drawn(opened.shapes, opened.glyphsOf(code))) : null);
}

function drawn(shapes: ShapeReader, glyphs: readonly number[]): GlyphShape[] {
  return [...new Set(glyphs)].map(shapes).filter((shape) => shape !== null);
}

/** Reads beyond a view throw RangeError: such a program says nothing. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}
