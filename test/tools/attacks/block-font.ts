/** A TrueType program whose letter "a" is a filled rectangle: what a dishonest signer could write with. */

import { toHex } from "#shared/bytes.ts";
import { stream } from "./base-document.ts";
import {
  accentedGlyphs,
  compactProgram,
  rectangleType1,
  rectangleType2,
  type1Program,
} from "./outline-programs.ts";

const UNITS = 1000;

/** In units of a thousandth of the font size. */
export interface Rectangle {
  readonly width: number;
  readonly height: number;
}

function table(size: number, write: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(size));
  write(view);
  return new Uint8Array(view.buffer);
}

/** Glyph 1: four corners, all on the curve, each coordinate in two bytes. */
function rectangle({ width, height }: Rectangle): Uint8Array {
  return table(10 + 2 + 2 + 4 + 8 + 8, (view) => {
    view.setInt16(0, 1);
    for (const [index, value] of [0, 0, width, height].entries()) view.setInt16(2 + 2 * index, value);
    view.setUint16(10, 3);
    for (let point = 0; point < 4; point++) view.setUint8(14 + point, 1);
    for (const [index, step] of [0, width, 0, -width].entries()) view.setInt16(18 + 2 * index, step);
    for (const [index, step] of [0, 0, height, 0].entries()) view.setInt16(26 + 2 * index, step);
  });
}

/** The glyph for what a font has not. */
export const NOTDEF = 0;

/** A character map of format 0 that leads every byte to that glyph. */
function characterMap(glyph: number): Uint8Array {
  return table(12 + 262, (view) => {
    view.setUint16(2, 1);
    view.setUint16(4, 1);
    view.setUint32(8, 12);
    view.setUint16(14, 262);
    for (let code = 0; code < 256; code++) view.setUint8(18 + code, glyph);
  });
}

/** Draws its rectangle as that glyph, 0 or 1. */
export function blockProgram(shape: Rectangle, drawn = 1): Uint8Array {
  const glyph = rectangle(shape);
  const tables: [string, Uint8Array][] = [
    ["cmap", characterMap(drawn)],
    ["glyf", glyph],
    [
      "head",
      table(54, (view) => {
        view.setUint32(0, 0x00010000);
        view.setUint32(12, 0x5f0f3cf5);
        view.setUint16(18, UNITS);
      }),
    ],
    [
      "hhea",
      table(36, (view) => {
        view.setUint32(0, 0x00010000);
        view.setInt16(4, 900);
        view.setInt16(6, -200);
        view.setUint16(34, 1);
      }),
    ],
    ["hmtx", table(8, (view) => view.setUint16(0, 500))],
    // Offsets count words; the other glyph is empty.
    [
      "loca",
      table(6, (view) => {
        for (let end = drawn + 1; end < 3; end++) view.setUint16(2 * end, glyph.length / 2);
      }),
    ],
    [
      "maxp",
      table(32, (view) => {
        view.setUint32(0, 0x00010000);
        view.setUint16(4, 2);
      }),
    ],
  ];
  return assembled(tables);
}

function assembled(tables: readonly [string, Uint8Array][]): Uint8Array {
  const padded = (length: number) => Math.ceil(length / 4) * 4;
  let at = 12 + 16 * tables.length;
  const bytes = new Uint8Array(at + tables.reduce((sum, [, { length }]) => sum + padded(length), 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  for (const [index, [name, content]] of tables.entries()) {
    const record = 12 + 16 * index;
    for (let letter = 0; letter < 4; letter++) bytes[record + letter] = name.charCodeAt(letter);
    view.setUint32(record + 8, at);
    view.setUint32(record + 12, content.length);
    bytes.set(content, at);
    at += padded(content.length);
  }
  return bytes;
}

const hexadecimal = (bytes: Uint8Array) => stream("/Filter /ASCIIHexDecode", `${toHex(bytes)}>`);
const DESCRIPTOR =
  "<</Type /FontDescriptor /FontName /Ten /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 900 /Descent -200 /FontFile2 78 0 R>>";
const DRAWN = "BT /Z 10 Tf 0 0 Td (a) Tj ET";

/** Objects 76 to 79 and the picture that writes one letter with them: a simple font. */
export function simpleBlock(shape: Rectangle) {
  return {
    content: DRAWN,
    resources: "<</Font <</Z 76 0 R>>>>",
    objects: {
      76: "<</Type /Font /Subtype /TrueType /BaseFont /Ten /FirstChar 97 /LastChar 97 /Widths [500] /FontDescriptor 77 0 R /Encoding /WinAnsiEncoding>>",
      77: DESCRIPTOR,
      78: hexadecimal(blockProgram(shape)),
    },
  };
}

/** The same as a composite font. */
export function compositeBlock(shape: Rectangle) {
  return {
    content: DRAWN.replace("(a)", "<0001>"),
    resources: "<</Font <</Z 76 0 R>>>>",
    objects: {
      76: "<</Type /Font /Subtype /Type0 /BaseFont /Ten /Encoding /Identity-H /DescendantFonts [79 0 R]>>",
      77: DESCRIPTOR,
      78: hexadecimal(blockProgram(shape)),
      79: "<</Type /Font /Subtype /CIDFontType2 /BaseFont /Ten /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 500 /FontDescriptor 77 0 R /CIDToGIDMap /Identity>>",
    },
  };
}

/** A program of a kind whose outlines are not read: what it draws cannot be told. */
export function foreignProgram() {
  const { content, resources, objects } = simpleBlock({ width: 500, height: 500 });
  const program = hexadecimal(new TextEncoder().encode("no font program at all"));
  return {
    content,
    resources,
    objects: { ...objects, 77: DESCRIPTOR.replace("FontFile2", "FontFile3"), 78: program },
  };
}

const asciiOf = (name: string) => ({
  76: `<</Type /Font /Subtype /Type1 /BaseFont /Ten /FirstChar 97 /LastChar 97 /Widths [500] /FontDescriptor 77 0 R ${name}>>`,
});

/** A simple font out of a compact program. `accented`: the rectangle is the accent of a letter that draws nothing else. */
export function compactBlock(shape: Rectangle, accented = false) {
  return {
    content: DRAWN,
    resources: "<</Font <</Z 76 0 R>>>>",
    objects: {
      ...asciiOf("/Encoding /WinAnsiEncoding"),
      77: DESCRIPTOR.replace("FontFile2", "FontFile3"),
      78: hexadecimal(compactProgram(accented ? accentedGlyphs(shape) : { a: rectangleType2(shape) })),
    },
  };
}

/** A simple font out of a Type 1 program; the readable half calls code 97 `box`, the dictionary calls it nothing. */
export function type1Block(shape: Rectangle) {
  return {
    content: DRAWN,
    resources: "<</Font <</Z 76 0 R>>>>",
    objects: {
      ...asciiOf(""),
      77: DESCRIPTOR.replace("FontFile2", "FontFile"),
      78: hexadecimal(type1Program({ box: rectangleType1(shape) }, { 97: "box" })),
    },
  };
}
