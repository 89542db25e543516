/**
 * Letters of a stamp read back from its picture: each of the 134 against the same font as MuPDF sets it, and whole lines by optical
 * character recognition. That text can be extracted from the file proves nothing of what is seen.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freeStamp } from "#shared/pdf/stamps/free-stamp.ts";
import { classicLetter } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { tinos, VIETNAMESE } from "../../fixtures/stamps/font.ts";
import type { Picture } from "../../fixtures/stamps/raster.ts";
import { MUPDF, mupdfScript, POPPLER, type Renderer } from "../../tools/judges/renderers.ts";
import { findProgram, mustRun, run } from "../../tools/programs.ts";

const DPI = 144;
const PIXEL = DPI / 72;
const SIZE = 20;
const RECT = { x: 20, y: 100, width: 540, height: 440 };

/** On a grid, from the lower left of the page. */
const PLACES = VIETNAMESE.map((letter, index) => ({
  letter,
  x: RECT.x + 6 + 36 * (index % 14),
  y: RECT.y + 12 + 40 * Math.floor(index / 14),
  size: SIZE,
}));

let folder: string;
let reference: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "antin-letters-"));
  if (MUPDF.missing !== null) return;
  const [font, places, page] = ["font.ttf", "places.json", "page.pdf"].map((name) => join(folder, name));
  writeFileSync(font ?? "", tinos);
  writeFileSync(places ?? "", JSON.stringify(PLACES));
  await mustRun("python3", [mupdfScript, "--letters", font ?? "", places ?? "", page ?? ""]);
  reference = new Uint8Array(readFileSync(page ?? ""));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const [CELL_WIDTH, CELL_HEIGHT] = [26 * PIXEL, 31 * PIXEL];

/** Darkness around each letter, row by row. */
function cellsOf(picture: Picture): Uint8Array[] {
  return PLACES.map(({ x, y }) => {
    const [left, top] = [Math.round((x - 3) * PIXEL), Math.round((842 - y - 23) * PIXEL)];
    return Uint8Array.from(
      { length: CELL_WIDTH * CELL_HEIGHT },
      (_, at) => 255 - picture.pixel(left + (at % CELL_WIDTH), top + Math.floor(at / CELL_WIDTH))[0],
    );
  });
}

/** Renderers and producers round to pixels each in their own way: one pixel aside is the same place. */
const SHIFTS = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((across) => down * CELL_WIDTH + across));

function distance(a: Uint8Array, b: Uint8Array): number {
  return Math.min(...SHIFTS.map((shift) => shiftedDistance(a, b, shift)));
}

/** A loop: it runs over half a thousand million pixels. */
function shiftedDistance(a: Uint8Array, b: Uint8Array, shift: number): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs((a[at] ?? 0) - (b[at + shift] ?? 0));
  return sum;
}

/** The letter whose picture is nearest by far; where two are about as near, both. */
function nearest(cell: Uint8Array, known: readonly Uint8Array[]): string {
  const ranked = known
    .map((other, index) => ({ letter: VIETNAMESE[index] ?? "", far: distance(cell, other) }))
    .toSorted((a, b) => a.far - b.far);
  const [first, second] = ranked;
  const isClear = first && second && first.far < 0.8 * second.far;
  return isClear ? first.letter : `${first?.letter} or ${second?.letter}`;
}

const missing = MUPDF.missing;

describe.each([POPPLER, MUPDF])("drawn by $name", (renderer: Renderer) => {
  const without = renderer.missing ?? missing;
  test.skipIf(without !== null)(
    `each of the 134 Vietnamese letters is seen as itself and no other${without ? ` (needs ${without})` : ""}`,
    async () => {
      const marks = PLACES.map(({ letter, x, y, size }) => ({
        ...{ kind: "text" as const, text: letter.normalize("NFD"), size },
        ...{ x: x - RECT.x, y: y - RECT.y },
      }));
      const ours = signedWithDummy(classicLetter(), {
        appearance: { page: 1, rect: RECT, marks, font: tinos },
      });
      const drawn = await renderer.draw(
        [ours, reference].map((bytes) => ({ bytes, unit: 1 })),
        DPI,
      );
      const [seen, known] = drawn.map(cellsOf);
      if (!seen || !known) throw new Error("no picture");
      expect(VIETNAMESE).toHaveLength(134);
      expect(seen.map((cell) => nearest(cell, known))).toEqual(VIETNAMESE);
    },
  );
});

const TEXT = [
  "SAO Y BẢN CHÍNH",
  "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
  "Người ký: Nguyễn Thị Phượng, Lưỡng Đắc Hữu",
  "Quyết định về việc thẩm định kế hoạch sử dụng đất",
  "2026-08-21T09:15:30+07:00",
];

const withoutReader = findProgram("tesseract") === null ? "tesseract" : POPPLER.missing;

test.skipIf(withoutReader !== null)(
  `lines of a stamp of ten points are read by optical character recognition${withoutReader ? ` (needs ${withoutReader})` : ""}`,
  async (context) => {
    const { stdout: languages } = await run("tesseract", ["--list-langs"]);
    if (!/^vie$/m.test(languages)) context.skip("needs the Vietnamese data of tesseract");
    const rect = { x: 60, y: 300, width: 460, height: 80 };
    const appearance = freeStamp({ page: 1, rect, text: TEXT.join("\n"), font: tinos });
    const path = join(folder, "stamp.pdf");
    writeFileSync(path, signedWithDummy(classicLetter(), { appearance }));
    const scale = 400 / 72;
    const crop = [rect.x - 8, 842 - rect.y - rect.height - 8, rect.width + 16, rect.height + 16].map(
      (value) => String(Math.round(value * scale)),
    );
    const [x = "", y = "", width = "", height = ""] = crop;
    const part = ["-x", x, "-y", y, "-W", width, "-H", height];
    await mustRun("pdftoppm", ["-r", "400", "-png", "-singlefile", ...part, path, join(folder, "stamp")]);
    const { stdout } = await mustRun("tesseract", [
      join(folder, "stamp.png"),
      "-",
      "-l",
      "vie",
      "--psm",
      "6",
    ]);
    const lines = stdout
      .normalize("NFC")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    expect(lines).toEqual(TEXT);
  },
);
