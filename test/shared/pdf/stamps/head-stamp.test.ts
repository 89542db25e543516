import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { type PresetPlan, planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import { blockLines, decreeDocument, type Line, widthOf } from "../../../fixtures/stamps/decree.ts";
import { tinos } from "../../../fixtures/stamps/font.ts";
import { drawnPng } from "../../../fixtures/stamps/png.ts";

const SEAL = drawnPng([40, 40], () => [220, 20, 30, 200], 72);
const NAME = "Nguyễn Thị Phượng";
const BLOCK = blockLines({ titles: ["CHỦ TỊCH"], name: NAME });
const [NUMBER_X, DATE_X, Y] = [110, 320, 740];
const NUMBER = "Số: ........../QĐ-UBND";
const DATE = "Hà Nội, ngày ..... tháng ..... năm 2026";

interface Head {
  readonly number?: string;
  readonly date?: string;
  /** Points by which the date stands lower than the number. */
  readonly lower?: number;
  readonly lines?: readonly Line[];
}

function issue({ number = NUMBER, date = DATE, lower = 0, lines = [] }: Head, text = "125"): PresetPlan {
  const head = [
    { text: number, x: NUMBER_X, y: Y },
    { text: date, x: DATE_X, y: Y - lower },
  ];
  return planPreset({
    document: openPdf(sourceOf(decreeDocument([[...lines, ...head, ...BLOCK]]))),
    preset: "issue",
    image: SEAL,
    lines: [],
    ...{ number: text, day: "05", month: "02" },
    signer: NAME,
    font: tinos,
  });
}

interface Written {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

function written({ looks }: PresetPlan): Written[] {
  return looks.flatMap(({ rect, marks }) =>
    marks.flatMap((mark) => {
      if (mark.kind !== "text") return [];
      const left = rect.x + mark.x;
      const right = left + widthOf(mark.text, mark.size);
      return [{ text: mark.text, left, right, baseline: rect.y + mark.y, size: mark.size }];
    }),
  );
}
const texts = (plan: PresetPlan) => written(plan).map(({ text }) => text);
const filled = (anchor: "number" | "date", found: string, wanted: string) =>
  expect.objectContaining({ code: "ANCHOR_FILLED", detail: { anchor, found, wanted } });

describe("what is there already", () => {
  test("is not written again where it agrees; what is empty is filled", () => {
    expect(texts(issue({}))).toEqual(["125", "05", "02"]);
    expect(issue({}).roles).toEqual(["number", "date", "seal"]);
    const month = issue({ date: "Hà Nội, ngày ..... tháng 02 năm 2026" });
    expect(texts(month)).toEqual(["125", "05"]);
    expect(texts(issue({ date: "Hà Nội, ngày 5 tháng ..... năm 2026" }))).toEqual(["125", "02"]);
    const both = issue({ number: "Số: 125/QĐ-UBND", date: "Hà Nội, ngày 05 tháng 2 năm 2026" });
    expect([texts(both), both.roles, both.symbol]).toEqual([[], ["seal"], "/QĐ-UBND"]);
  });

  test("and differs: refused, saying what", () => {
    expect(() => issue({ number: "Số: 77/QĐ-UBND" })).toThrow(filled("number", "77", "125"));
    expect(() => issue({ number: "Số: ..77../QĐ-UBND" })).toThrow(filled("number", "77", "125"));
    expect(() => issue({ date: "Hà Nội, ngày 12 tháng 3 năm 2026" })).toThrow(filled("date", "12", "05"));
    expect(() => issue({ date: "Hà Nội, ngày .. 5 .. tháng 03 năm 2026" })).toThrow(
      filled("date", "03", "02"),
    );
  });

  test("a number and a date of the text below are no head", () => {
    const below = [
      { text: "Căn cứ Quyết định số 12/QĐ-UBND ngày 03 tháng 4 năm 2025;", x: 85, y: 690 },
      { text: "Số: là chữ viết tắt; ngày      tháng      năm do văn thư ghi khi phát hành.", x: 85, y: 660 },
    ];
    expect(texts(issue({ lines: below }))).toEqual(["125", "05", "02"]);
    expect(written(issue({ lines: below })).every(({ baseline }) => baseline === Y)).toBe(true);
    const table = [
      { text: "Số:", x: 85, y: 800 },
      { text: "Ngày", x: 200, y: 800 },
      { text: "Số: 12", x: 85, y: 784 },
    ];
    expect(written(issue({ lines: table })).every(({ baseline }) => baseline === Y)).toBe(true);
    expect(planOf([{ text: "Số/No.: 77", x: NUMBER_X, y: Y }, ...BLOCK])).toThrow(
      expect.objectContaining({ code: "ANCHOR_NOT_FOUND", detail: { anchor: "number" } }),
    );
    const noHead = planOf([...below, ...BLOCK]);
    expect(noHead).toThrow(expect.objectContaining({ code: "ANCHOR_NOT_FOUND" }));
  });
});

const planOf = (lines: readonly Line[]) => () =>
  planPreset({
    document: openPdf(sourceOf(decreeDocument([lines]))),
    ...{ preset: "issue", image: SEAL, lines: [], number: "125", day: "05", month: "02" },
    signer: NAME,
    font: tinos,
  });

describe("blanks", () => {
  test("a number stays between its neighbours, smaller where it must be; where even that is too wide, it is said", () => {
    const left = NUMBER_X + widthOf("Số:", 13);
    const at = (dots: string) => {
      const plan = issue({ number: `Số:${dots}/QĐ-UBND` });
      const [number] = written(plan);
      if (!number) throw new Error("no number");
      return { ...number, over: plan.over, end: left + widthOf(dots, 13) };
    };
    const wide = at("........");
    expect([wide.size, wide.over]).toEqual([13, []]);
    const narrow = at(".....");
    expect(narrow.size).toBeLessThan(13);
    expect(narrow.size).toBeGreaterThanOrEqual(9.1);
    expect([narrow.left >= left, narrow.right <= narrow.end, narrow.over]).toEqual([true, true, []]);
    const none = at(" ");
    expect([none.size, none.over]).toEqual([9.1, ["number"]]);
    expect(issue({ number: "Số: /QĐ-UBND" }).warnings).toContain("STAMP_OVER_TEXT");
    expect(issue({}).warnings).not.toContain("STAMP_OVER_TEXT");
  });

  test("the date may have strokes before its year", () => {
    const plan = issue({ date: "Hà Nội, ngày ....../....../2026" });
    expect(texts(plan)).toEqual(["125", "05", "02"]);
    expect(texts(issue({ date: "Hà Nội, ngày ......./02/2026" }))).toEqual(["125", "05"]);
    expect(plan.over).toEqual([]);
    const middle = DATE_X + widthOf("Hà Nội, ngày ......", 13) - widthOf("......", 13) / 2;
    const day = written(plan)[1];
    expect(((day?.left ?? 0) + (day?.right ?? 0)) / 2).toBeCloseTo(middle, 0);
  });

  test("the date stands on its own line, not on that of the number a little higher", () => {
    const [number, day, month] = written(issue({ lower: 4 }));
    expect([number?.baseline, day?.baseline, month?.baseline]).toEqual([Y, Y - 4, Y - 4]);
  });

  test.each([
    ["S ố :            /QĐ-UBND", "/QĐ-UBND"],
    ["SỐ:            /QĐ-UBND", "/QĐ-UBND"],
    ["Số            -CV/VPTU", "-CV/VPTU"],
    ["Số:            CV/TĐTN-BTC", ""],
    ["Số: ______/QĐ-UBND", "/QĐ-UBND"],
    ["Số: ……/ S T C - Q L N S", "/STC-QLNS"],
    ["Số:            /2026/QĐ-UBND", "/2026/QĐ-UBND"],
    ["Số:", ""],
  ])("%s", (number, symbol) => {
    const plan = issue({ number });
    expect([texts(plan), plan.symbol, plan.over]).toEqual([["125", "05", "02"], symbol, []]);
    expect(written(plan)[0]?.left).toBeGreaterThan(NUMBER_X + widthOf("Số", 13));
  });
});

test("words recognised of a scan are anchors too, in the decree's size whatever theirs is; that they are is said", () => {
  const head = [
    { text: NUMBER, x: NUMBER_X, y: Y, size: 9.5 },
    { text: DATE, x: DATE_X, y: Y, size: 17 },
  ];
  const plan = (mode: string) =>
    planPreset({
      document: openPdf(
        sourceOf(
          decreeDocument([[...head, ...BLOCK]], { frame: { page: "/MediaBox [0 0 595 842]", matrix: mode } }),
        ),
      ),
      ...{ preset: "issue", image: SEAL, lines: [], number: "125", day: "05", month: "02" },
      signer: NAME,
      font: tinos,
    });
  const sizes = (mode: string) => written(plan(mode)).map(({ size }) => size);
  expect(sizes("3 Tr")).toEqual([13, 13, 13]);
  expect(sizes("0 Tr")).toEqual([9.5, 17, 17]);
  expect(plan("3 Tr").warnings).toContain("TEXT_RECOGNISED");
  expect(plan("0 Tr").warnings).not.toContain("TEXT_RECOGNISED");
});
