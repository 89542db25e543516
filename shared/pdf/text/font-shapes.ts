/** Which shapes a code of a font may draw (ISO 32000-2, 9.6.5 and 9.7.4): by the embedded program, not by the letter it claims to be. */

import type { ObjectReader } from "../object-reader.ts";
import { nameOf, type Place } from "../objects.ts";
import { characterMaps } from "./character-maps.ts";
import { readCompactFont } from "./compact-font.ts";
import { compactProgram, type FontProgram, programOf } from "./font-program.ts";
import { letterOf } from "./glyph-names.ts";
import { type GlyphShape, type OutlineReader, shapeReader } from "./glyph-shape.ts";
import { trueTypeOutlines } from "./true-type-outlines.ts";
import { readType1 } from "./type1-program.ts";
import { viewersShapes } from "./viewers-font.ts";

/** Empty: nothing is drawn, or a letter by the viewer's own font. null: it cannot be told. */
export type FontShapes = (code: number) => readonly GlyphShape[] | null;

const unknown: FontShapes = () => null;

/** What the dictionary of a simple font says of a code (9.6.5). */
export interface CodeNames {
  /** By the encoding, never by ToUnicode, which draws nothing. */
  letter(code: number): string | null;
  /** Of the glyph, where Differences say one. */
  name(code: number): string | null;
}

/** Of a simple font; codes are bytes. */
export function simpleShapes(objects: ObjectReader, font: Place, codes: CodeNames): FontShapes {
  if (nameOf(objects.entry(font, "Subtype")?.value) === "Type3") return unknown;
  const program = programOf(objects, objects.entry(font, "FontDescriptor"));
  switch (program.kind) {
    case "none":
      return viewersShapes(nameOf(objects.entry(font, "BaseFont")?.value), codes.letter);
    case "TrueType":
      return shapesOf(() => simpleTrueType(program, codes));
    case "compact":
      return shapesOf(() => simpleCompact(program, codes));
    case "Type1":
      return shapesOf(() => simpleType1(program, codes));
    default:
      return unknown;
  }
}

/** Of a composite font; codes are CIDs. */
export function compositeShapes(
  objects: ObjectReader,
  descendant: Place | null,
  letters: (cid: number) => string | null,
): FontShapes {
  const program = programOf(objects, objects.entry(descendant, "FontDescriptor"));
  if (program.kind === "none")
    return viewersShapes(nameOf(objects.entry(descendant, "BaseFont")?.value), letters);
  const map = objects.entry(descendant, "CIDToGIDMap");
  const isIdentity = !map || nameOf(map.value) === "Identity";
  if (program.kind === "compact" && isIdentity) return shapesOf(() => compositeCompact(program));
  if (program.kind !== "TrueType") return unknown;
  const outlines = () => trueTypeOutlines(program.bytes);
  if (isIdentity) return shapesOf(() => ({ outlines: outlines(), glyphsOf: (cid) => [cid] }));
  if (map.owner.streamAt === null) return unknown;
  const glyphs = objects.streamData(map.owner);
  const glyphOf = (cid: number) => (glyphs[2 * cid] ?? 0) * 256 + (glyphs[2 * cid + 1] ?? 0);
  return shapesOf(() => ({ outlines: outlines(), glyphsOf: (cid) => [glyphOf(cid)] }));
}

interface Drawn {
  readonly outlines: OutlineReader;
  /** All glyphs that some viewer may take for a code; null where that cannot be told. */
  readonly glyphsOf: (code: number) => readonly number[] | null;
}

function shapesOf(open: () => Drawn): FontShapes {
  const drawn = attempt(() => {
    const { outlines, glyphsOf } = open();
    return { shapes: shapeReader(outlines), glyphsOf };
  });
  if (!drawn) return unknown;
  return (code) =>
    attempt(() => {
      const glyphs = drawn.glyphsOf(code);
      return glyphs && [...new Set(glyphs)].map(drawn.shapes).filter((shape) => shape !== null);
    });
}

/** Viewers choose the map by flags and encoding, not all alike: whatever any of them may draw counts, the glyph for what is missing included. */
function simpleTrueType({ bytes }: FontProgram, { letter }: CodeNames): Drawn {
  const maps = characterMaps(bytes);
  return {
    outlines: trueTypeOutlines(bytes),
    glyphsOf(code) {
      const characters = [code, 0xf000 + code, letter(code)?.codePointAt(0) ?? code];
      const found = maps.flatMap((glyphOf) => characters.map(glyphOf)).filter((glyph) => glyph > 0);
      return found.length > 0 ? found : [0];
    },
  };
}

function simpleCompact({ bytes }: FontProgram, codes: CodeNames): Drawn {
  const font = readCompactFont(compactProgram(bytes));
  const glyphsNamed = glyphsByName(font.names);
  return {
    outlines: font.outlines,
    glyphsOf(code) {
      if (font.isCidKeyed) return null;
      const own = font.glyphOfCode(code);
      return glyphsFor(glyphsNamed, { codes, code, own: own > 0 ? [own] : [] });
    },
  };
}

function simpleType1({ bytes }: FontProgram, codes: CodeNames): Drawn {
  const font = readType1(bytes);
  const glyphsNamed = glyphsByName(font.names);
  return {
    outlines: font.outlines,
    glyphsOf(code) {
      const own = font.nameOfCode(code);
      return glyphsFor(glyphsNamed, { codes, code, own: own === null ? [] : glyphsNamed.exactly(own) });
    },
  };
}

/** 9.7.4.2: by CID where the program knows them, else by number. Inside an OpenType file some viewers take numbers always. */
function compositeCompact({ bytes }: FontProgram): Drawn {
  const font = readCompactFont(compactProgram(bytes));
  return {
    outlines: font.outlines,
    glyphsOf: (cid) => [font.glyphOfCid(cid), cid].filter((glyph) => glyph < font.glyphCount),
  };
}

interface NamedGlyphs {
  exactly(name: string): readonly number[];
  /** All that are called the same letter in some way. */
  like(letter: string): readonly number[];
}

function glyphsByName(names: readonly (string | null)[]): NamedGlyphs {
  const [byName, byLetter] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const add = (map: Map<string, number[]>, key: string | null, glyph: number): void => {
    if (key !== null) map.set(key, [...(map.get(key) ?? []), glyph]);
  };
  for (const [glyph, name] of names.entries()) {
    add(byName, name, glyph);
    add(byLetter, name && letterOf(name), glyph);
  }
  return { exactly: (name) => byName.get(name) ?? [], like: (letter) => byLetter.get(letter) ?? [] };
}

interface Asked {
  readonly codes: CodeNames;
  readonly code: number;
  /** By the program's own encoding. */
  readonly own: readonly number[];
}

/** Codes that WinAnsiEncoding has twice (annex D.2). */
const SAME: Readonly<Record<string, string>> = { "\u00a0": " ", "\u00ad": "-" };

/** null where the name that the document says is not there: then viewers try one thing or another. */
function glyphsFor(named: NamedGlyphs, { codes, code, own }: Asked): readonly number[] | null {
  const [name, letter] = [codes.name(code), codes.letter(code)];
  const found = [
    ...(name === null ? [] : named.exactly(name)),
    ...(letter === null ? [] : named.like(SAME[letter] ?? letter)),
  ];
  if (name !== null && named.exactly(name).length === 0)
    return letter?.trim() === "" ? named.exactly(".notdef") : null;
  if (found.length + own.length > 0) return [...found, ...own];
  return letter?.trim() === "" ? named.exactly(".notdef") : null;
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
