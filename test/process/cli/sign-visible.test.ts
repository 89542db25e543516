import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blockLines, decreeDocument, headLines } from "../../fixtures/stamps/decree.ts";
import { drawnPng } from "../../fixtures/stamps/png.ts";
import { hasPoppler, pictureOf } from "../../fixtures/stamps/raster.ts";
import { Desk } from "./desk.ts";

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
  const head = { agency: "UBND", number: "Số: ...../QĐ-UBND", date: "Hà Nội, ngày .... tháng .... năm 2026" };
  const block = { titles: ["CHỦ TỊCH"], name: "Nguyễn Thị Phượng" };
  const pages = [[...headLines(head), ...blockLines(block)], []];
  writeFileSync(join(desk.work, "decree.pdf"), decreeDocument(pages));
  writeFileSync(join(desk.work, "scan.pdf"), decreeDocument([[]]));
  writeFileSync(
    join(desk.work, "hand.png"),
    drawnPng([60, 20], () => [20, 40, 200, 255], 72),
  );
  writeFileSync(
    join(desk.work, "seal.png"),
    drawnPng([90, 90], () => [220, 20, 30, 200], 72),
  );
});

afterEach(() => {
  desk.remove();
});

const picture = (name: string, page = 1) =>
  pictureOf(new Uint8Array(readFileSync(join(desk.work, name))), 72, page);

describe.skipIf(!hasPoppler)("drawn by poppler (if installed)", () => {
  test("an image where --page and --rect say; -1 is the last page", async () => {
    const place = ["--page", "-1", "--rect", "100,200,60,20", "--image", "hand.png"];
    const { code, objects } = await desk.sign("decree.pdf", "-o", "out.pdf", ...place);
    expect([code, objects[0]?.["warnings"]]).toEqual([0, []]);
    expect(picture("out.pdf", 2).pixel(130, 842 - 210)).toEqual([20, 40, 200]);
    expect(picture("out.pdf", 1).pixel(130, 842 - 210)).toEqual([255, 255, 255]);
  });

  test("a rectangle alone shows the signer's name and the time", async () => {
    await desk.sign("scan.pdf", "-o", "out.pdf", "--rect", "100,200,200,30");
    const drawn = picture("out.pdf");
    const row = Array.from({ length: 200 }, (_, x) => drawn.pixel(100 + x, 842 - 224)[0]);
    expect(row.some((value) => value < 128)).toBe(true);
  });
});

test("issue signs number, date and seal: three fields, three signatures that stand", async () => {
  const leader = await desk.sign(
    "decree.pdf",
    "-o",
    "signed.pdf",
    "--preset",
    "leader",
    "--image",
    "hand.png",
  );
  expect(leader.code).toBe(0);
  const args = ["--preset", "issue", "--number", "125", "--date", "2026-02-05", "--image", "seal.png"];
  const { code, objects } = await desk.sign("signed.pdf", "-o", "issued.pdf", ...args);
  expect(code).toBe(0);
  expect(objects[0]).toMatchObject({
    field: "Signature4",
    fields: ["Signature2", "Signature3", "Signature4"],
    sha256: desk.sha256("issued.pdf"),
  });
  const { objects: verdicts } = await desk.json(["verify", "issued.pdf", "--trust", "practice"]);
  const signatures = (verdicts[0]?.["signatures"] ?? []) as Record<string, unknown>[];
  expect(signatures.map(({ integrity, coverage }) => [integrity, coverage])).toEqual([
    [true, "revision"],
    [true, "revision"],
    [true, "revision"],
    [true, "whole-file"],
  ]);
});

describe("a number and a date that are there already", () => {
  const ISSUE = ["--preset", "issue", "--number", "125", "--date", "2026-02-05", "--image", "seal.png"];
  const printed = (number: string, date: string) => {
    const head = { agency: "UBND", number, date };
    const block = { titles: ["CHỦ TỊCH"], name: "Nguyễn Thị Phượng" };
    desk.write("printed.pdf", decreeDocument([[...headLines(head), ...blockLines(block)]]));
  };

  test("are left as they are where they agree: only what is empty is signed for", async () => {
    printed("Số: 125/QĐ-UBND", "Hà Nội, ngày .... tháng 02 năm 2026");
    const { code, objects } = await desk.sign("printed.pdf", "-o", "out.pdf", ...ISSUE);
    expect([code, objects[0]?.["fields"]]).toEqual([0, ["Signature1", "Signature2"]]);
    printed("Số: 125/QĐ-UBND", "Hà Nội, ngày 05 tháng 02 năm 2026");
    const all = await desk.sign("printed.pdf", "-o", "all.pdf", ...ISSUE);
    expect([all.code, all.objects[0]?.["fields"]]).toEqual([0, ["Signature1"]]);
  });

  test("are never written over: what differs is refused, saying what", async () => {
    printed("Số: 124/QĐ-UBND", "Hà Nội, ngày .... tháng .... năm 2026");
    const { code, objects } = await desk.sign("printed.pdf", "-o", "out.pdf", ...ISSUE);
    expect(code).toBe(1);
    expect(objects[0]?.["error"]).toMatchObject({
      code: "ANCHOR_FILLED",
      detail: { anchor: "number", found: "124", wanted: "125" },
    });
    expect(desk.names()).not.toContain("out.pdf");
  });
});

describe("what cannot be drawn signs nothing", () => {
  test.each([
    [
      "a scan has no anchor",
      ["scan.pdf", "--preset", "leader", "--image", "hand.png"],
      "ANCHOR_NOT_FOUND",
      1,
    ],
    ["no image", ["decree.pdf", "--rect", "1,2,30,40", "--image", "none.png"], "INPUT_NOT_FOUND", 66],
    [
      "another kind of file",
      ["decree.pdf", "--rect", "1,2,30,40", "--image", "decree.pdf"],
      "IMAGE_UNSUPPORTED",
      1,
    ],
    [
      "a letter the font does not have",
      ["decree.pdf", "--rect", "1,2,30,40", "--text", "\u{1f600}"],
      "GLYPH_MISSING",
      1,
    ],
    ["a page that is not there", ["decree.pdf", "--page", "3", "--rect", "1,2,30,40"], "INVALID_ARGUMENT", 1],
  ])("%s", async (_, args, error, exit) => {
    const before = desk.names();
    const { code, objects } = await desk.sign(...args);
    expect([code, (objects[0]?.["error"] as { code?: string } | undefined)?.code]).toEqual([exit, error]);
    expect(desk.names()).toEqual(before);
  });
});
