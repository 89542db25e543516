import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { equalBytes, sourceOf } from "#shared/bytes.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import { latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { formNodes } from "#shared/pdf/form.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { classicLetter, pageBody } from "../../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../../fixtures/pdf/signed.ts";
import { syntheticPdfs } from "../../../fixtures/pdf/synthetic.ts";
import { tinos, VIETNAMESE } from "../../../fixtures/stamps/font.ts";
import { drawnPng, RED_BLUE } from "../../../fixtures/stamps/png.ts";
import { hasPoppler, type Picture, pictureOf } from "../../../fixtures/stamps/raster.ts";

const RECT = { x: 100, y: 200, width: 80, height: 40 };
const redBlue = (rect = RECT, page = 1): Appearance => ({
  page,
  rect,
  marks: [{ kind: "image", image: RED_BLUE, box: { x: 0, y: 0, width: rect.width, height: rect.height } }],
});
const tally = (picture: Picture, from: readonly [number, number], size: readonly [number, number]) => {
  let ink = "";
  for (let y = 0; y < size[1]; y++) {
    for (let x = 0; x < size[0]; x++) ink += picture.pixel(from[0] + x, from[1] + y)[0] < 128 ? "#" : " ";
  }
  return ink;
};
const text = (bytes: Uint8Array) => latin1Text(bytes);

describe.skipIf(!hasPoppler)("drawn by poppler (if installed)", () => {
  test.each<[string, string, number]>([
    ["upright", "", 1],
    ["turned by 90", "/Rotate 90", 1],
    ["turned by 180", "/Rotate 180", 1],
    ["turned by -90", "/Rotate -90", 1],
    ["turned by 450, cropped", "/Rotate 450 /CropBox [50 60 500 700]", 1],
    ["cropped, corners the other way round", "/CropBox [500 700 50 60]", 1],
    // Poppler draws units of user space: everything is half as large as it will be displayed.
    ["units of two points, turned by 270", "/UserUnit 2 /Rotate 270", 2],
  ])("the image stands upright where it was put: %s", (_, extra, unit) => {
    const picture = pictureOf(
      signedWithDummy(classicLetter({ page: pageBody(extra) }), { appearance: redBlue() }),
    );
    const at = (x: number, y: number) => picture.pixel(x / unit, picture.height - 1 - y / unit);
    expect(at(110, 220)).toEqual([255, 0, 0]);
    expect(at(170, 220)).toEqual([0, 0, 255]);
    for (const [x, y] of [
      [96, 220],
      [184, 220],
      [110, 195],
      [110, 245],
    ] as const) {
      expect(at(x, y)).toEqual([255, 255, 255]);
    }
  });

  test("what is transparent shows the page", () => {
    const image = drawnPng([2, 1], (x) => [255, 0, 0, x === 0 ? 0 : 128]);
    const appearance = {
      ...redBlue(),
      marks: [{ kind: "image" as const, image, box: { ...RECT, x: 0, y: 0 } }],
    };
    const picture = pictureOf(signedWithDummy(classicLetter(), { appearance }));
    expect(picture.pixel(110, 841 - 220)).toEqual([255, 255, 255]);
    expect(picture.pixel(170, 841 - 220)[1]).toBeCloseTo(127, -1);
  });

  test("each of the 134 letters is drawn, and no two look the same", () => {
    const marks = VIETNAMESE.map((letter, index) => ({
      kind: "text" as const,
      text: letter.normalize("NFD"),
      size: 20,
      x: 4 + 35 * (index % 14),
      y: 10 + 40 * Math.floor(index / 14),
    }));
    const rect = { x: 20, y: 100, width: 500, height: 420 };
    const picture = pictureOf(
      signedWithDummy(classicLetter(), { appearance: { page: 1, rect, marks, font: tinos } }),
      144,
    );
    const shapes = marks.map(({ x, y }) => {
      const left = 2 * (rect.x + x) - 4;
      const top = picture.height - 2 * (rect.y + y) - 52;
      return tally(picture, [left, top], [60, 68]);
    });
    expect(shapes.every((shape) => shape.includes("####"))).toBe(true);
    expect(new Set(shapes).size).toBe(134);
  });

  test("a field that is there keeps its place, the picture its proportions", () => {
    const field =
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ky) /Rect [300 100 380 260] /F 4 /P 3 0 R >>";
    const letter = classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
      page: pageBody("/Annots [6 0 R] /Rotate 90"),
      more: [[6, field]],
    });
    const picture = pictureOf(signedWithDummy(letter, { field: "Ky", appearance: redBlue() }));
    // Displayed: 160 wide and 80 high, from x 100 on, 595 - 380 above the lower edge.
    const at = (x: number, y: number) => picture.pixel(x, picture.height - 1 - y);
    expect(at(110, 255)).toEqual([255, 0, 0]);
    expect(at(250, 255)).toEqual([0, 0, 255]);
  });

  const fieldOnSecondPage = (rect: string) =>
    classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
      pages: "<< /Type /Pages /Kids [3 0 R 7 0 R] /Count 2 >>",
      more: [
        [6, `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ky) /Rect ${rect} /F 4 >>`],
        [7, pageBody("/Annots [6 0 R] /Rotate 180")],
      ],
    });

  test("a field that does not name its page is turned as the page it is on", () => {
    const letter = fieldOnSecondPage("[300 100 380 140]");
    const picture = pictureOf(signedWithDummy(letter, { field: "Ky", appearance: redBlue() }), 72, 2);
    expect(picture.pixel(595 - 370, 120)).toEqual([255, 0, 0]);
    expect(picture.pixel(595 - 310, 120)).toEqual([0, 0, 255]);
  });

  test("a field without area gets the place that is asked for", () => {
    const letter = fieldOnSecondPage("[0 0 0 0]");
    const picture = pictureOf(signedWithDummy(letter, { field: "Ky", appearance: redBlue(RECT, 2) }), 72, 2);
    expect(picture.pixel(110, 841 - 220)).toEqual([255, 0, 0]);
  });
});

describe.each(syntheticPdfs())("$name", ({ bytes }) => {
  test("a visible signature, then another one, append only", () => {
    const once = signedWithDummy(bytes, { appearance: redBlue() });
    const twice = signedWithDummy(once, { appearance: redBlue({ ...RECT, y: 300 }, -1) });
    expect(equalBytes(twice.subarray(0, once.length), once)).toBe(true);
    expect(equalBytes(once.subarray(0, bytes.length), bytes)).toBe(true);
    const document = openPdf(sourceOf(twice));
    expect(listSignatures(document).map(({ problems, coverage }) => [coverage, ...problems])).toEqual([
      ["revision"],
      ["whole-file"],
    ]);
  });
});

describe("what the file is decides how", () => {
  const metadata = (part: number) =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description pdfaid:part="${part}"/></x:xmpmeta>`;
  const archive = (part: number) => {
    const xmp = metadata(part);
    const letter = classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
      more: [[6, `<< /Type /Metadata /Subtype /XML /Length ${xmp.length} >>\nstream\n${xmp}\nendstream`]],
    });
    const image = drawnPng([2, 1], (x) => [255, 0, 0, x === 0 ? 0 : 255]);
    const marks = [
      { kind: "image" as const, image, box: { ...RECT, x: 0, y: 0 } },
      { kind: "text" as const, text: "Ký", size: 10, x: 0, y: 0 },
    ];
    const signed = signedWithDummy(letter, { appearance: { page: 1, rect: RECT, marks, font: tinos } });
    return text(signed.subarray(letter.length));
  };

  test("PDF/A-1 gets a mask of one bit and a list of glyphs, PDF/A-2 a soft mask", () => {
    expect(archive(1)).toMatch(/\/Mask \d+ 0 R[\s\S]*\/CIDSet|\/CIDSet[\s\S]*\/Mask \d+ 0 R/);
    expect(archive(1)).not.toContain("/SMask");
    expect(archive(2)).toContain("/SMask");
    expect(archive(2)).not.toContain("/CIDSet");
  });

  const sharing = (pages: number) =>
    classicLetter({
      pages: `<< /Type /Pages /Kids [3 0 R ${pages > 1 ? "7 0 R" : ""}] /Count ${pages} >>`,
      page: pageBody("/Annots 6 0 R"),
      more: [
        [6, "[]"],
        [7, pageBody("/Annots 6 0 R")],
      ],
    });

  test("an Annots array that pages share stays as it is, one that is the page's own grows", () => {
    const annotations = (bytes: Uint8Array) => {
      const { objects } = openPdf(sourceOf(bytes));
      return [3, 7].map(
        (number) => objects.items(objects.entry(objects.placeOf({ number, generation: 0 }), "Annots")).length,
      );
    };
    expect(annotations(signedWithDummy(sharing(2), { appearance: redBlue() }))).toEqual([1, 0]);
    const own = signedWithDummy(sharing(1), { appearance: redBlue() });
    expect(text(own.subarray(sharing(1).length))).toMatch(/\n6 0 obj\n\[ \d+ 0 R\]/);
  });

  const tagged = (tree: string) =>
    classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R >>",
      more: [
        [6, `<< /Type /StructTreeRoot /K 7 0 R /ParentTree ${tree} >>`],
        [7, "<< /Type /StructElem /S /Document /P 6 0 R /K << /Type /MCR /MCID 0 /Pg 3 0 R >> >>"],
        [8, "<< /Nums [0 [7 0 R] 4 7 0 R] /Limits [0 4] >>"],
      ],
    });

  test.each([
    ["numbers in its root", "<< /Nums [0 [7 0 R] 4 7 0 R] >>"],
    ["kids", "<< /Kids [8 0 R] >>"],
  ])(
    "a tagged file whose parent tree has %s: the first widget enters it, a later one does not",
    (_, tree) => {
      const once = signedWithDummy(tagged(tree), { appearance: redBlue() });
      const document = openPdf(sourceOf(once));
      const { objects, catalog } = document;
      const [widget] = formNodes(objects, catalog);
      expect(widget?.place.value.entries.get("StructParent")).toMatchObject({ value: 5 });
      const body = text(once.subarray(tagged(tree).length));
      expect(body).toMatch(/\/S \/Form\n\/P 7 0 R/);
      expect(body).toMatch(/\/Nums \[[^\]]*5 \d+ 0 R\]|\/Nums \[0 \[7 0 R\] 4 7 0 R 5 \d+ 0 R\]/);
      expect(body).toMatch(/\/K {2}?\[<< \/Type \/MCR \/MCID 0 \/Pg 3 0 R >> \d+ 0 R\]/);
      const twice = signedWithDummy(once, { appearance: redBlue() });
      expect(text(twice.subarray(once.length))).not.toContain("StructParent");
    },
  );

  test("a place off the page, no area and a page that is not there are refused", () => {
    const refused = (argument: string) =>
      expect.objectContaining({ code: "INVALID_ARGUMENT", detail: { argument } });
    const sign = (appearance: Appearance) => () => signedWithDummy(classicLetter(), { appearance });
    expect(sign(redBlue())).not.toThrow();
    expect(sign(redBlue({ ...RECT, x: 600 }))).toThrow(refused("rect"));
    expect(sign(redBlue({ ...RECT, height: 0 }))).toThrow(refused("rect"));
    expect(sign(redBlue(RECT, 2))).toThrow(refused("page"));
    expect(sign(redBlue(RECT, -2))).toThrow(refused("page"));
  });
});

const hasQpdf = spawnSync("qpdf", ["--version"]).error === undefined;

describe.skipIf(!hasQpdf || !hasPoppler)("encrypted by qpdf and drawn by poppler (if installed)", () => {
  test.each([
    ["RC4-40", ["--allow-weak-crypto"], "40", []],
    ["RC4-128", ["--allow-weak-crypto"], "128", ["--use-aes=n"]],
    ["AES-128", ["--allow-weak-crypto"], "128", ["--use-aes=y"]],
    ["AES-256", [], "256", []],
  ])("image and text of %s are encrypted as the file is", (_, weak, bits, options) => {
    const folder = mkdtempSync(join(tmpdir(), "antin-look-"));
    try {
      writeFileSync(join(folder, "plain.pdf"), classicLetter());
      const args = [...weak, "--encrypt", "", "owner", bits, ...options, "--", "plain.pdf", "out.pdf"];
      spawnSync("qpdf", args, { cwd: folder });
      const mark = { kind: "text" as const, text: "HHHH", size: 30, x: 0, y: 50 };
      const { marks } = redBlue();
      const appearance = { page: 1, rect: { ...RECT, height: 90 }, marks: [...marks, mark], font: tinos };
      const picture = pictureOf(
        signedWithDummy(new Uint8Array(readFileSync(join(folder, "out.pdf"))), { appearance }),
      );
      expect(picture.pixel(110, 841 - 220)).toEqual([255, 0, 0]);
      expect(tally(picture, [100, 841 - 275], [80, 25])).toContain("##");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
