import { describe, expect, test } from "vitest";
import { subsetFont } from "#shared/pdf/appearance/subset.ts";
import { textLine, wrapped } from "#shared/pdf/appearance/text-line.ts";
import { readTrueType, viewOf } from "#shared/pdf/appearance/true-type.ts";
import { tinos, VIETNAMESE } from "../../../fixtures/stamps/font.ts";

const font = readTrueType(tinos);

describe("the font of stamps", () => {
  test("has each of the 134 letters of Vietnamese", () => {
    expect(VIETNAMESE).toHaveLength(134);
    expect(VIETNAMESE.filter((letter) => font.glyphOf(letter.codePointAt(0) ?? 0) === 0)).toEqual([]);
  });

  test("a decomposed text is composed, a missing glyph is an error and no blank", () => {
    expect(textLine(font, "Tie\u0302\u0301ng").glyphs).toEqual(textLine(font, "Tiếng").glyphs);
    expect(() => textLine(font, "a\u{1f600}")).toThrow(expect.objectContaining({ code: "GLYPH_MISSING" }));
  });

  test("lines are broken between words and where they say so", () => {
    expect(wrapped(font, "một hai ba bốn\nnăm", { size: 10, width: 36 })).toEqual([
      "một hai",
      "ba bốn",
      "năm",
    ]);
  });

  test("a word that is wider than the line is broken between letters", () => {
    expect(wrapped(font, "một khôngbiếtnghỉ", { size: 10, width: 36 })).toEqual(["một", "khôngbi", "ếtnghỉ"]);
    expect(wrapped(font, "không", { size: 10, width: 1 })).toEqual(["k", "h", "ô", "n", "g"]);
  });

  test("what is not seen is left out; letters that want shaping are refused", () => {
    expect(textLine(font, "Kon\u200b Tum\u202e").text).toBe("Kon Tum");
    const missing = (character: string) =>
      expect.objectContaining({ code: "GLYPH_MISSING", detail: { character } });
    expect(() => textLine(font, "a\u05d0")).toThrow(missing("\u05d0"));
    expect(() => textLine(font, "a😀")).toThrow(missing("😀"));
  });
});

describe("subsetFont", () => {
  const glyphs = textLine(font, "Ấn Tín").glyphs;
  const subset = subsetFont(font, glyphs);

  test("keeps numbers, outlines and widths of what is used, and empties the rest", () => {
    const tables = new Map([...readDirectory(subset)]);
    const loca = viewOf(tables.get("loca") ?? new Uint8Array(0));
    const lengthOf = (glyph: number) => loca.getUint32(4 * glyph + 4) - loca.getUint32(4 * glyph);
    for (const glyph of glyphs) {
      const full = (font.locations[glyph + 1] ?? 0) - (font.locations[glyph] ?? 0);
      expect(lengthOf(glyph)).toBe(4 * Math.ceil(full / 4));
      expect(viewOf(tables.get("hmtx") ?? new Uint8Array(0)).getUint16(4 * glyph)).toBe(
        font.advanceOf(glyph),
      );
    }
    expect(lengthOf(font.glyphOf("Z".charCodeAt(0)))).toBe(0);
    expect(subset.length).toBeLessThan(tinos.length / 4);
  });

  test("has the check sum that every lawful font has", () => {
    const view = viewOf(subset);
    let sum = 0;
    for (let at = 0; at < subset.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });

  test("a hostile font is a typed error", () => {
    const refusal = expect.objectContaining({ code: "INVALID_ARGUMENT", detail: { argument: "font" } });
    for (const length of [0, 3, 12, 100, 400]) {
      expect(() => readTrueType(tinos.slice(0, length))).toThrow(refusal);
    }
  });
});

function* readDirectory(program: Uint8Array): Generator<[string, Uint8Array]> {
  const view = viewOf(program);
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    const [offset, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    yield [
      Buffer.from(program.subarray(at, at + 4)).toString("latin1"),
      program.subarray(offset, offset + length),
    ];
  }
}
