import { describe, expect, test } from "vitest";
import { decodePng } from "#shared/pdf/appearance/png.ts";
import { makePng, type PngRecipe } from "../../../fixtures/stamps/png.ts";

const one = (recipe: Omit<PngRecipe, "width" | "height">, width = 1) =>
  decodePng(makePng({ width, height: recipe.rows.length, ...recipe }));
const unsupported = (reason: string) =>
  expect.objectContaining({ code: "IMAGE_UNSUPPORTED", detail: { reason } });

describe("colour types and depths", () => {
  test.each<[string, Omit<PngRecipe, "width" | "height">, number, number[], number[] | null]>([
    [
      "grey of one bit",
      { colourType: 0, depth: 1, rows: [[0, 0b10000000]] },
      2,
      [255, 255, 255, 0, 0, 0],
      null,
    ],
    [
      "grey of two bits",
      { colourType: 0, depth: 2, rows: [[0, 0b01100000]] },
      2,
      [85, 85, 85, 170, 170, 170],
      null,
    ],
    [
      "grey of four bits",
      { colourType: 0, depth: 4, rows: [[0, 0x3f]] },
      2,
      [51, 51, 51, 255, 255, 255],
      null,
    ],
    ["grey of 16 bits", { colourType: 0, depth: 16, rows: [[0, 0x80, 0x80]] }, 1, [128, 128, 128], null],
    ["RGB", { colourType: 2, depth: 8, rows: [[0, 1, 2, 3]] }, 1, [1, 2, 3], null],
    ["RGB of 16 bits", { colourType: 2, depth: 16, rows: [[0, 1, 1, 2, 2, 3, 3]] }, 1, [1, 2, 3], null],
    ["grey with alpha", { colourType: 4, depth: 8, rows: [[0, 9, 100]] }, 1, [9, 9, 9], [100]],
    ["RGBA", { colourType: 6, depth: 8, rows: [[0, 1, 2, 3, 40]] }, 1, [1, 2, 3], [40]],
    ["RGBA of 16 bits", { colourType: 6, depth: 16, rows: [[0, 1, 1, 2, 2, 3, 3, 4, 4]] }, 1, [1, 2, 3], [4]],
    [
      "a palette with opacities",
      {
        colourType: 3,
        depth: 4,
        rows: [[0, 0x10]],
        chunks: [
          ["PLTE", [1, 2, 3, 4, 5, 6]],
          ["tRNS", [255, 7]],
        ],
      },
      2,
      [4, 5, 6, 1, 2, 3],
      [7, 255],
    ],
    [
      "one see-through colour",
      { colourType: 2, depth: 8, rows: [[0, 1, 2, 3, 1, 2, 4]], chunks: [["tRNS", [0, 1, 0, 2, 0, 3]]] },
      2,
      [1, 2, 3, 1, 2, 4],
      [0, 255],
    ],
  ])("%s", (_, recipe, width, rgb, alpha) => {
    const raster = one(recipe, width);
    expect([...raster.rgb]).toEqual(rgb);
    expect(raster.alpha && [...raster.alpha]).toEqual(alpha);
  });

  test("the five filters of rows", () => {
    const rows = [
      [0, 10, 20, 30],
      [1, 1, 1, 1],
      [2, 1, 1, 1],
      [3, 1, 1, 1],
      [4, 1, 1, 1],
    ];
    expect([...one({ colourType: 2, depth: 8, rows }).rgb]).toEqual([
      10, 20, 30, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3,
    ]);
  });

  test("the resolution is dots an inch", () => {
    const chunks = [["pHYs", [0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1]]] as const;
    expect(one({ colourType: 0, depth: 8, rows: [[0, 1]], chunks }).dpi).toBeCloseTo(300, 0);
    expect(one({ colourType: 0, depth: 8, rows: [[0, 1]] }).dpi).toBeNull();
  });
});

describe("what is refused by name", () => {
  const good = { width: 1, height: 1, colourType: 2, depth: 8, rows: [[0, 1, 2, 3]] };

  test("the control is taken", () => {
    expect([...decodePng(makePng(good)).rgb]).toEqual([1, 2, 3]);
  });

  test.each<[string, Partial<PngRecipe>, string]>([
    ["interlaced", { interlace: 1 }, "interlaced"],
    ["more pixels than the limit, before anything is decoded", { width: 100_000, height: 100_000 }, "size"],
    ["no pixels", { width: 0 }, "size"],
    ["a depth its colour type does not have", { depth: 4 }, "damaged"],
    ["too few rows", { height: 2 }, "damaged"],
    ["an unknown row filter", { rows: [[9, 1, 2, 3]] }, "damaged"],
    ["indices without a palette", { colourType: 3, rows: [[0, 0]] }, "damaged"],
  ])("%s", (_, change, reason) => {
    expect(() => decodePng(makePng({ ...good, ...change }))).toThrow(unsupported(reason));
  });

  test("a chunk that ends outside the file", () => {
    const bytes = makePng(good);
    expect(() => decodePng(bytes.subarray(0, bytes.length - 20))).toThrow(unsupported("damaged"));
  });
});
