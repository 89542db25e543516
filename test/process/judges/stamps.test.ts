/**
 * Stamps judged by what two renderers draw of them: every preset on pages that look alike and are stored in sixteen ways. What is to
 * be seen is worked out here from the layout of the page and from the metrics of Times New Roman, not by the code that places stamps.
 */

import { beforeAll, describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { type PresetRequest, planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { decreeDocument, type Line } from "../../fixtures/stamps/decree.ts";
import { tinos } from "../../fixtures/stamps/font.ts";
import { FRAMES, type Frame, PAGE } from "../../fixtures/stamps/frames.ts";
import { drawnPng } from "../../fixtures/stamps/png.ts";
import type { Picture } from "../../fixtures/stamps/raster.ts";
import { type Ink, inkBetween, type Region } from "../../tools/judges/ink.ts";
import { MUPDF, POPPLER, type Renderer } from "../../tools/judges/renderers.ts";

const MM = 72 / 25.4;
const [BLUE, RED, BLACK] = [
  [29, 63, 166],
  [207, 33, 41],
  [0, 0, 0],
] as const;
const DPI = 100;

/** All but the lower right quarter, so that a picture upside down or mirrored is seen to be so; a clear border around. */
function cornered([width, height]: readonly [number, number], colour: readonly [number, number, number]) {
  const draw = (x: number, y: number) => {
    const [across, down] = [x / width, y / height];
    const isInk = across > 0.1 && across < 0.9 && down > 0.1 && down < 0.9 && !(across > 0.5 && down > 0.5);
    return [...colour, isInk ? 255 : 0] as const;
  };
  return drawnPng([width, height], draw, 25.4 * 4);
}

/** At four pixels a millimetre: 46 × 19 mm, ink 36.8 × 15.2; 36 × 36 mm, ink 28.8 × 28.8. */
const HAND = cornered([184, 76], BLUE);
const SEAL = cornered([144, 144], RED);

const NAME = "Nguyễn Thị Phượng";
/** Dots are a quarter of the size wide, in Times New Roman. */
const DOT = 13 / 4;
const LINES: readonly Line[] = [
  { text: "ỦY BAN NHÂN DÂN", x: 170, y: 780, centred: true },
  { text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 420, y: 780, size: 12, centred: true },
  { text: "Số:", x: 110, y: 740 },
  { text: ".........", x: 132, y: 740 },
  { text: "/QĐ-UBND", x: 132 + 9 * DOT, y: 740 },
  { text: "ngày", x: 380, y: 740 },
  { text: "......", x: 408, y: 740 },
  { text: "tháng", x: 408 + 6 * DOT + 3, y: 740 },
  { text: "......", x: 468, y: 740 },
  { text: "năm 2026", x: 468 + 6 * DOT + 3, y: 740 },
  { text: "Văn bản này có hiệu lực kể từ ngày ký./.", x: 85, y: 670 },
  { text: "CHỦ TỊCH", x: 430, y: 600, centred: true },
  { text: NAME, x: 430, y: 500, centred: true },
];

interface Expected {
  /** Where to look, where more than one stamp was put. */
  readonly region?: Region;
  /** Edges of the ink; what is missing is not asked. */
  readonly edges: Partial<Region>;
  /** Middle of the ink from the left. */
  readonly middle?: number;
  readonly colour: readonly [number, number, number];
  readonly cornered: boolean;
}

interface Case {
  readonly name: string;
  readonly request: Partial<PresetRequest> & Pick<PresetRequest, "preset">;
  readonly expected: readonly Expected[];
  /** Signed by the leader before. */
  readonly led: boolean;
}

const top = (y: number) => (PAGE.height - y) / MM;
/** Capitals of Times New Roman are 0.662 of the size high. */
const CAPITALS = 0.662;

/** In the middle between title and name, of the blue image's ink. */
const leaderMiddle = { x: 430 / MM, y: (top(600) + top(500 + 13 * CAPITALS)) / 2 };
const LEADER: Expected = {
  edges: {
    left: leaderMiddle.x - 18.4,
    right: leaderMiddle.x + 18.4,
    top: leaderMiddle.y - 7.6,
    bottom: leaderMiddle.y + 7.6,
  },
  ...{ colour: BLUE, cornered: true },
};

/** Its whole picture, 36 mm wide, ends a third into the leader's ink, at its height. */
const sealMiddle = { x: leaderMiddle.x - 18.4 + 36.8 / 3 - 18, y: leaderMiddle.y };
const SEALED: Expected = {
  region: { left: 0, right: 210, top: 80, bottom: 297 },
  edges: {
    left: sealMiddle.x - 14.4,
    right: sealMiddle.x + 14.4,
    top: sealMiddle.y - 14.4,
    bottom: sealMiddle.y + 14.4,
  },
  ...{ colour: RED, cornered: true },
};

function onDots(from: number, dots: number): Expected {
  const [left, right] = [from / MM - 1, (from + dots * DOT) / MM + 1];
  return {
    region: { left, right, top: top(755), bottom: top(735) },
    middle: (from + (dots * DOT) / 2) / MM,
    edges: { bottom: top(740) },
    ...{ colour: BLACK, cornered: false },
  };
}

const COPY = ["SAO Y", "UBND tỉnh Quảng Ngãi", "2026-08-21T09:15:30+07:00"];
/** Lines of ten points, twelve from one to the next, four millimetres below the edge; no mark above the first line's capitals. */
const cornerText = (lines: number): Partial<Region> => ({
  top: 4 + (9 - 10 * CAPITALS) / MM,
  bottom: 4 + (9 + 12 * (lines - 1)) / MM,
});

const CASES: readonly Case[] = [
  { name: "leader", request: { preset: "leader", image: HAND }, expected: [LEADER], led: false },
  {
    name: "initial",
    request: { preset: "initial", image: HAND },
    // Nine millimetres high with its border; its lower quarter below the line that "./." ends.
    expected: [
      {
        edges: {
          top: top(670) - (9 * 3) / 4 + 0.9,
          bottom: top(670) + 9 / 4 - 0.9,
        },
        ...{ colour: BLUE, cornered: true },
      },
    ],
    led: false,
  },
  {
    name: "issue",
    request: { preset: "issue", image: SEAL, number: "125", day: "05", month: "02" },
    expected: [onDots(132, 9), onDots(408, 6), onDots(468, 6), SEALED],
    led: true,
  },
  { name: "seal", request: { preset: "seal", image: SEAL }, expected: [SEALED], led: true },
  {
    name: "copy",
    request: { preset: "copy", lines: COPY },
    expected: [{ edges: { ...cornerText(3), right: 210 - 12 }, colour: BLACK, cornered: false }],
    led: false,
  },
  {
    name: "appendix",
    request: { preset: "appendix", lines: ["KEM THEO 125", "2026-08-21T09:15:30+07:00"] },
    expected: [{ edges: { ...cornerText(2), right: 210 - 12 }, colour: BLACK, cornered: false }],
    led: false,
  },
  {
    name: "incoming",
    request: { preset: "incoming", lines: ["HEN", "125"] },
    expected: [{ edges: { ...cornerText(2), left: 12 }, colour: BLACK, cornered: false }],
    led: false,
  },
];

function stamped(bytes: Uint8Array, request: Case["request"]): Uint8Array {
  const document = openPdf(sourceOf(bytes));
  const { looks } = planPreset({ document, lines: [], signer: NAME, font: tinos, ...request });
  return looks.reduce((before, appearance) => signedWithDummy(before, { appearance }), bytes);
}

function pagesOf({ request, led }: Case, frame: Frame): { before: Uint8Array; after: Uint8Array } {
  const blank = decreeDocument([LINES], { frame });
  const before = led ? stamped(blank, { preset: "leader", image: HAND }) : blank;
  return { before, after: stamped(before, request) };
}

/** Shares of the three rows of six cells: the lower right quarter is clear, the others are full. */
function isCornered({ cells }: Ink): boolean {
  const at = (row: number, column: number) => cells[6 * row + column] ?? 0;
  const full = [at(0, 0), at(0, 5), at(2, 0), at(1, 0)];
  return full.every((share) => share > 0.04) && at(2, 5) < 0.005 && at(2, 3) < 0.01;
}

function check(ink: Ink | null, expected: Expected): void {
  if (!ink) throw new Error("nothing was drawn");
  for (const edge of ["left", "top", "right", "bottom"] as const) {
    const wanted = expected.edges[edge];
    if (wanted !== undefined)
      expect(Math.abs(ink[edge] - wanted), `${edge}: ${ink[edge]} for ${wanted}`).toBeLessThan(1);
  }
  if (expected.middle !== undefined) {
    expect(Math.abs((ink.left + ink.right) / 2 - expected.middle), "middle").toBeLessThan(1);
  }
  for (const [at, value] of ink.colour.entries()) {
    expect(Math.abs(value - (expected.colour[at] ?? 0)), `colour ${ink.colour}`).toBeLessThan(60);
  }
  if (expected.cornered) expect(isCornered(ink), `upright: ${ink.cells}`).toBe(true);
}

/** Text upside down or mirrored would be spread otherwise. */
function sameSpread(a: Ink | null, b: Ink | null): number {
  return Math.max(...(a?.cells ?? [1]).map((share, at) => Math.abs(share - (b?.cells[at] ?? 0))));
}

describe.each([POPPLER, MUPDF])("drawn by $name", (renderer: Renderer) => {
  describe.skipIf(renderer.missing !== null)(renderer.missing ? `(needs ${renderer.missing})` : "", () => {
    describe.each(CASES)("$name", (each) => {
      let pictures: readonly Picture[];
      beforeAll(async () => {
        const documents = FRAMES.flatMap((frame) =>
          Object.values(pagesOf(each, frame)).map((bytes) => ({ bytes, unit: frame.unit })),
        );
        pictures = await renderer.draw(documents, DPI);
      });
      const inkOf = (index: number, { region }: Expected): Ink | null => {
        const [before, after] = [pictures[2 * index], pictures[2 * index + 1]];
        if (!before || !after) throw new Error("no picture");
        return inkBetween(before, after, { widthMm: PAGE.width / MM, ...(region && { region }) });
      };

      test.each(FRAMES.map(({ name }, index) => [name, index] as const))("%s", (_, index) => {
        for (const expected of each.expected) {
          const ink = inkOf(index, expected);
          check(ink, expected);
          expect(sameSpread(ink, inkOf(0, expected)), "spread").toBeLessThan(0.03);
        }
      });
    });
  });
});
