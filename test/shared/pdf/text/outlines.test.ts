import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCompactFont } from "#shared/pdf/text/compact-font.ts";
import { compactProgram as compactIn } from "#shared/pdf/text/font-program.ts";
import { shapeReader } from "#shared/pdf/text/glyph-shape.ts";
import { readType1 } from "#shared/pdf/text/type1-program.ts";
import {
  accentedGlyphs,
  compactProgram,
  rectangleType1,
  rectangleType2,
  type1Program,
} from "../../../tools/attacks/outline-programs.ts";
import { mutated, randomFrom } from "../../../tools/fuzz/mutate.ts";

const SHAPE = { width: 300, height: 700 };
const bounds = (shape: { left: number; bottom: number; right: number; top: number } | null | undefined) =>
  shape && [shape.left, shape.bottom, shape.right, shape.top].map((value) => Math.round(value * 1000));

/** Adobe's own letters, redrawn by URW: a peer for sizes known from their metrics files. */
const URW = "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf";
const URW_TYPE_1 = "/usr/share/fonts/type1/urw-base35/NimbusRoman-Regular.t1";
/** The box of `A`, as both metrics files have it. */
const A_BOX = [15, 0, 706, 674];

describe("compact fonts", () => {
  const drawn = (glyphs: Readonly<Record<string, Uint8Array>>) => {
    const font = readCompactFont(compactProgram(glyphs));
    return bounds(shapeReader(font.outlines)(font.names.indexOf("a")));
  };

  test("a glyph by its name and by its code", () => {
    const font = readCompactFont(compactProgram({ a: rectangleType2(SHAPE) }));
    expect(font.names).toEqual([".notdef", "a"]);
    expect(font.glyphOfCode(97)).toBe(1);
    expect(font.glyphOfCode(98)).toBe(0);
    expect(bounds(shapeReader(font.outlines)(1))).toEqual([0, 0, 300, 700]);
  });
  test("an accent is drawn with its letter", () => {
    expect(drawn(accentedGlyphs(SHAPE))).toEqual([0, 0, 300, 700]);
  });
  test("subroutines without an end, and arithmetic, are refused; a division is done", () => {
    expect(() => drawn({ a: Uint8Array.of(139, 12, 14, 14) })).toThrow(RangeError);
    expect(() => drawn({ a: Uint8Array.of(139, 10) })).toThrow(RangeError);
    // 100 / 2 up, then a line of 50 and one of 100.
    expect(drawn({ a: Uint8Array.of(239, 141, 12, 12, 4, 189, 239, 6, 14) })).toEqual([0, 50, 50, 150]);
  });
  test("accents of accents are refused", () => {
    const loop = accentedGlyphs(SHAPE);
    expect(() => drawn({ ...loop, period: loop["a"] ?? new Uint8Array(0) })).toThrow(RangeError);
  });
  test("a program cut short is refused", () => {
    const program = compactProgram({ a: rectangleType2(SHAPE) });
    for (let length = 0; length < program.length; length++) {
      expect(() => {
        const font = readCompactFont(program.subarray(0, length));
        for (let glyph = 0; glyph < 2; glyph++) font.outlines(glyph);
      }).toThrow(RangeError);
    }
  });
  test.skipIf(!existsSync(URW))(
    "letters of a real font have the size its metrics say (needs URW fonts)",
    () => {
      const font = readCompactFont(compactIn(new Uint8Array(readFileSync(URW))));
      expect(bounds(shapeReader(font.outlines)(font.names.indexOf("A")))).toEqual(A_BOX);
    },
  );
});

describe("Type 1 fonts", () => {
  const font = () => readType1(type1Program({ box: rectangleType1(SHAPE) }, { 97: "box" }));

  test("a glyph by its name and by its code", () => {
    expect(font().names).toEqual(["box"]);
    expect([font().nameOfCode(97), font().nameOfCode(98)]).toEqual(["box", null]);
    expect(bounds(shapeReader(font().outlines)(0))).toEqual([0, 0, 300, 700]);
  });
  test("a name that comes twice, and a second hidden half, are refused", () => {
    const text = Buffer.from(type1Program({ box: rectangleType1(SHAPE) }, { 97: "box" })).toString("latin1");
    const read = (changed: string) => () => readType1(new Uint8Array(Buffer.from(changed, "latin1")));
    expect(read(text)).not.toThrow();
    expect(read(text.replace("dup 97 /box put", "dup 97 /box put dup 97 /bax put"))).toThrow(RangeError);
    expect(read(text.replace("currentfile", "% eexec \ncurrentfile"))).toThrow(RangeError);
    expect(read(text.replace("0.001 0 0 0.001", "0.1 0 0 0.1"))).toThrow(RangeError);
  });
  test.skipIf(!existsSync(URW_TYPE_1))(
    "letters of a real font have the size its metrics say (needs URW fonts)",
    () => {
      const real = readType1(new Uint8Array(readFileSync(URW_TYPE_1)));
      expect(bounds(shapeReader(real.outlines)(real.names.indexOf("A")))).toEqual(A_BOX);
    },
  );
});

test("a damaged program is read, or refused by a RangeError; nothing else is thrown", () => {
  const random = randomFrom(11);
  const programs = [
    [compactProgram(accentedGlyphs(SHAPE)), readCompactFont],
    [type1Program({ box: rectangleType1(SHAPE) }, { 97: "box" }), readType1],
  ] as const;
  let refused = 0;
  for (const [program, read] of programs) {
    for (let turn = 0; turn < 600; turn++) {
      try {
        const font = read(mutated(program, random));
        const shape = shapeReader(font.outlines);
        for (const glyph of font.names.keys()) shape(glyph);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(RangeError);
        refused++;
      }
    }
  }
  expect(refused).toBeGreaterThan(100);
  expect(refused).toBeLessThan(1100);
});
