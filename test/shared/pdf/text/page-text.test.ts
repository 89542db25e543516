import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { pageByNumber } from "#shared/pdf/pages.ts";
import { pageText, type Word } from "#shared/pdf/text/page-text.ts";
import { PdfBuilder } from "../../../fixtures/pdf/builder.ts";
import { classicLetter, TRAILER } from "../../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../../fixtures/pdf/signed.ts";
import { tinos } from "../../../fixtures/stamps/font.ts";

interface Drawing {
  readonly content: string;
  readonly font?: string;
  readonly page?: string;
  readonly more?: (builder: PdfBuilder) => void;
}

const TIMES = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>";

function read({ content, font = TIMES, page = "", more }: Drawing) {
  const builder = new PdfBuilder()
    .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
    .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    .object(
      3,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> ${page} >>`,
    )
    .stream(4, "", content)
    .object(5, font);
  more?.(builder);
  const document = openPdf(sourceOf(builder.table(TRAILER).bytes()));
  return pageText(document.objects, pageByNumber(document, 1));
}
const words = (drawing: Drawing) => read(drawing).words.map(({ text }) => text);
const place = (word: Word | undefined) =>
  word && [word.text, Math.round(word.letters[0]?.x ?? 0), Math.round(word.baseline)];

describe("operators", () => {
  test("words with the place and size of their letters", () => {
    const [first, second] = read({ content: "BT /F1 10 Tf 2 0 0 2 100 700 Tm (AV x) Tj ET" }).words;
    expect(place(first)).toEqual(["AV", 100, 700]);
    expect(first?.size).toBeCloseTo(20);
    // 722 + 722 thousandths of A and V in Times Roman, at 20 points; the space is 250.
    expect(first?.box.width).toBeCloseTo(28.88);
    expect(second?.box.x).toBeCloseTo(100 + 28.88 + 5);
  });

  test("every way of showing and moving text", () => {
    const content =
      "BT /F1 10 Tf 14 TL 50 700 Td (a) Tj T* (b) Tj (c) ' 1 2 (d) \" 0 -20 TD (e) Tj T* (f) Tj [(g) -3000 (h)] TJ ET " +
      "BT /F1 10 Tf 1 0 0 1 300 300 Tm 50 Tz (ii) Tj 5 Ts (j) Tj ET";
    const found = read({ content }).words.map(place);
    expect(found).toContainEqual(["a", 50, 700]);
    expect(found).toContainEqual(["b", 50, 686]);
    expect(found).toContainEqual(["c", 50, 672]);
    expect(found).toContainEqual(["d", 50, 658]);
    expect(found).toContainEqual(["e", 50, 638]);
    expect(found).toContainEqual(["fg", 50, 618]);
    expect(found).toContainEqual(["h", 92, 618]);
    expect(found).toContainEqual(["ii", 300, 300]);
  });

  test("q, Q and cm; inline images and broken tokens are stepped over", () => {
    const content =
      "q 1 0 0 1 100 0 cm BT /F1 10 Tf 0 500 Td (in) Tj ET Q BI /W 1 /H 1 ID \u0001(EI \nEI BT /F1 10 Tf 0 400 Td (out) Tj ET Q Q ) >> BT 0 300 Td (still) Tj ET (open";
    expect(read({ content }).words.map(place)).toEqual([
      ["in", 100, 500],
      ["out", 0, 400],
      ["still", 0, 300],
    ]);
  });

  test("forms are entered with their Matrix and resources; one that draws itself ends", () => {
    const more = (builder: PdfBuilder) =>
      builder.stream(
        6,
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 10 20] /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>",
        "BT /F1 10 Tf 0 0 Td (form) Tj ET /X Do",
      );
    const found = read({ content: "1 0 0 1 100 200 cm /X Do", more }).words.map(place);
    expect(found).toContainEqual(["form", 110, 220]);
    expect(found.length).toBeLessThan(20);
  });

  test("more forms than the limit are LIMIT_EXCEEDED", () => {
    const more = (builder: PdfBuilder) =>
      builder.stream(6, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "q Q");
    const draw = (times: number) => () => read({ content: "/X Do ".repeat(times), more });
    expect(draw(2000)).not.toThrow();
    expect(draw(2001)).toThrow(
      expect.objectContaining({ code: "LIMIT_EXCEEDED", detail: { limit: "forms" } }),
    );
  });
});

describe("the displayed page", () => {
  const content = "BT /F1 10 Tf 100 700 Td (Ky) Tj ET";
  test.each<[string, string, number, [number, number]]>([
    ["upright", "", 0, [100, 700]],
    ["cropped", "/CropBox [50 100 550 750]", 0, [50, 600]],
    ["turned by 90", "/Rotate 90", 270, [700, 500]],
    ["turned by 180", "/Rotate 180", 180, [500, 100]],
    ["turned by 270", "/Rotate 270", 90, [100, 100]],
    ["units of two points", "/UserUnit 2", 0, [200, 1400]],
  ])("%s", (_, page, angle, [x, y]) => {
    const [word] = read({ content, page }).words;
    expect(word?.angle).toBe(angle);
    const { box } = word ?? { box: { x: 0, y: 0, width: 0, height: 0 } };
    const room = 24;
    expect(x).toBeGreaterThan(box.x - room);
    expect(x).toBeLessThan(box.x + box.width + room);
    expect(y).toBeGreaterThan(box.y - room);
    expect(y).toBeLessThan(box.y + box.height + room);
  });

  test("text written upwards on the page is not upright", () => {
    const [word] = read({ content: "BT /F1 10 Tf 0 1 -1 0 300 400 Tm (doc) Tj ET" }).words;
    expect(word).toMatchObject({ text: "doc", angle: 90 });
    expect(word?.box.height).toBeGreaterThan(word?.box.width ?? 0);
  });
});

describe("fonts", () => {
  test("Differences, names put together, WinAnsi and MacRoman", () => {
    const encoded = (encoding: string) =>
      `<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding ${encoding} >>`;
    const content = "BT /F1 10 Tf 0 0 Td <4180> Tj ET";
    const differences =
      "<< /BaseEncoding /WinAnsiEncoding /Differences [65 /Acircumflexacute 128 /uni1EF9] >>";
    expect(words({ content, font: encoded(differences) })).toEqual(["Ấỹ"]);
    expect(words({ content, font: encoded("/WinAnsiEncoding") })).toEqual(["A€"]);
    expect(words({ content, font: encoded("/MacRomanEncoding") })).toEqual(["AÄ"]);
  });

  const toUnicode =
    "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <1ea4> endbfchar 2 beginbfrange <02> <03> <0061> <04> <05> [<0062> <0063>] endbfrange";

  test("ToUnicode of a simple font: single letters, ranges, lists", () => {
    const font = "<< /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 6 0 R >>";
    const content = "BT /F1 10 Tf 0 0 Td <0102030405> Tj ET";
    expect(words({ content, font, more: (builder) => builder.stream(6, "", toUnicode) })).toEqual(["Ấabbc"]);
  });

  const composite = (extra: string) =>
    `<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H ${extra} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 ` +
    "/DW 500 /W [1 [700 800] 10 20 900] /CIDToGIDMap /Identity /FontDescriptor << /FontFile2 7 0 R >> >>] >>";

  test("widths of CIDs: lists, ranges, default", () => {
    const content = "BT /F1 10 Tf 0 0 Td <0001000200030014> Tj ET";
    const more = (builder: PdfBuilder) =>
      builder.stream(6, "", "1 beginbfrange <0001> <0014> <0041> endbfrange").stream(7, "", "");
    const [word] = read({ content, font: composite("/ToUnicode 6 0 R"), more }).words;
    expect(word?.text).toBe("ABCT");
    expect(word?.letters.map(({ x }) => Math.round(10 * x) / 10)).toEqual([0, 7, 15, 20]);
    expect(word?.letters.at(-1)?.width).toBeCloseTo(9);
  });

  test("without ToUnicode the embedded program may tell; where it does not, glyphs are counted as unreadable", () => {
    const content = "BT /F1 10 Tf 0 0 Td <00240025> Tj ET";
    const withProgram = read({
      content,
      font: composite(""),
      more: (builder) => builder.stream(7, "", tinos),
    });
    expect([withProgram.words.map(({ text }) => text), withProgram.unreadable]).toEqual([["AB"], 0]);
    const without = read({ content, font: composite(""), more: (builder) => builder.stream(7, "", "junk") });
    expect([without.words, without.unreadable]).toEqual([[], 2]);
  });

  test("letters and marks that are shown one by one become NFC", () => {
    const font =
      "<< /Type /Font /Subtype /TrueType /BaseFont /X /ToUnicode 6 0 R /FirstChar 1 /Widths [500 0 0] >>";
    const map = "3 beginbfchar <01> <0061> <02> <0302> <03> <0301> endbfchar";
    const content = "BT /F1 10 Tf 0 0 Td <010203> Tj ET";
    expect(words({ content, font, more: (builder) => builder.stream(6, "", map) })).toEqual(["ấ"]);
  });
});

test("a visible signature's own words are no words of the page", () => {
  const marks = [{ kind: "text" as const, text: "Ký", size: 10, x: 0, y: 4 }];
  const appearance = { page: 1, rect: { x: 10, y: 10, width: 50, height: 20 }, marks, font: tinos };
  const document = openPdf(sourceOf(signedWithDummy(classicLetter(), { appearance })));
  const found = pageText(document.objects, pageByNumber(document, 1)).words.map(({ text }) => text);
  expect(found.at(-1)).toBe("125/UBND-VX");
});
