import { describe, expect, test } from "vitest";
import {
  isOut,
  looksOf,
  NO_STAMPS,
  type PlacedStamp,
  placedStamps,
  readDate,
  type StampWork,
  stampProblem,
} from "../../../../../extension/windows/sign/stamps/state.ts";

const size = { width: 595, height: 842 };
const look = (x: number, y: number, width = 100, height = 50) => ({
  page: 1,
  rect: { x, y, width, height },
  marks: [{ kind: "image" as const, image: new Uint8Array(1), box: { x: 0, y: 0, width, height } }],
});
const ISSUE = ["number", "date", "seal"] as const;
const planOf = (looks: ReturnType<typeof look>[], missing: ("number" | "date" | "block" | "end")[] = []) => ({
  stamps: looks.map((one, index) => ({
    role: looks.length === 1 ? ("leader" as const) : (ISSUE[index] ?? ("seal" as const)),
    look: one,
    size,
    overText: false,
  })),
  missing,
});
const work = (change: Partial<StampWork>): StampWork => ({ ...NO_STAMPS, ...change });
const planned = (stamps: PlacedStamp[]): StampWork["planned"] => ({
  ...{ kind: "planned", warnings: [], symbol: "" },
  stamps,
});

describe("where stamps stand", () => {
  test("by their anchors first; one whose anchor is missing waits for the user", () => {
    const plan = planOf([look(1, 1), look(2, 2), look(3, 3)], ["number"]);
    expect(placedStamps(plan, []).map(({ role, by }) => [role, by])).toEqual([
      ["number", "waiting"],
      ["date", "anchor"],
      ["seal", "anchor"],
    ]);
  });

  test("what the user moved stays there when the number is typed on; its size is the new one", () => {
    const [number, ...others] = placedStamps(planOf([look(1, 1), look(2, 2), look(3, 3)]), []);
    if (!number) throw new Error("no stamp");
    const moved = {
      ...number,
      by: "hand" as const,
      place: { page: 2, rect: { ...number.place.rect, x: 70 } },
    };
    const again = placedStamps(planOf([look(9, 9, 20, 10), look(8, 8), look(7, 7)]), [moved, ...others]);
    expect(again[0]?.place).toEqual({ page: 2, rect: { x: 70, y: 1, width: 20, height: 10 } });
    expect(again[1]?.place.rect.x).toBe(8);
  });

  test("a resized hand signature keeps its width and its shape", () => {
    const [hand] = placedStamps(planOf([look(1, 1)]), []);
    if (!hand) throw new Error("no stamp");
    const larger = { page: 1, rect: { x: 5, y: 5, width: 200, height: 100 } };
    const [again] = placedStamps(planOf([look(1, 1)]), [{ ...hand, by: "hand", place: larger }]);
    expect(again?.place).toEqual(larger);
    const [signed] = looksOf(work({ choice: "leader", planned: planned(again ? [again] : []) }));
    expect(signed?.rect).toEqual(larger.rect);
    expect(signed?.marks).toMatchObject([{ box: { x: 0, y: 0, width: 200, height: 100 } }]);
  });

  test("any edge beyond the page is out; the edge itself is not", () => {
    const [stamp] = placedStamps(planOf([look(0, 0)]), []);
    if (!stamp) throw new Error("no stamp");
    const at = (x: number, y: number) =>
      isOut({ ...stamp, place: { page: 1, rect: { x, y, width: 100, height: 50 } } });
    expect([at(0, 0), at(495, 792)]).toEqual([false, false]);
    expect([at(-2, 0), at(0, -2), at(497, 0), at(0, 794)]).toEqual([true, true, true, true]);
  });
});

describe("what keeps a document from being signed with its stamps", () => {
  const stamps = placedStamps(planOf([look(1, 1), look(2, 2), look(3, 3)]), []);
  const issue = (number: string, date: string, change: Partial<StampWork> = {}) =>
    stampProblem(
      work({ choice: "issue", inputs: { number, date, text: "" }, planned: planned(stamps), ...change }),
    );

  test("nothing, where all is there", () => {
    expect(issue("412", "24/11/2026")).toBe(null);
    expect(stampProblem(NO_STAMPS)).toBe(null);
  });

  test.each([
    ["no number", issue(" ", "24/11/2026"), "number"],
    ["no such day", issue("412", "31/11/2026"), "date"],
    ["no picture", issue("412", "24/11/2026", { planned: { kind: "no-picture" } }), "picture"],
    ["still looking", issue("412", "24/11/2026", { planned: { kind: "planning" } }), "planning"],
  ])("%s", (_, found, expected) => {
    expect(found).toBe(expected);
  });

  test("a stamp that waits for its place, or is off the page", () => {
    const [first, ...others] = stamps;
    if (!first) throw new Error("no stamp");
    const withFirst = (change: Partial<PlacedStamp>) =>
      issue("412", "24/11/2026", { planned: planned([{ ...first, ...change }, ...others]) });
    expect(withFirst({ by: "waiting" })).toBe("place");
    expect(withFirst({ place: { page: 1, rect: { x: -90, y: 0, width: 100, height: 50 } } })).toBe("out");
    expect(withFirst({ overText: true })).toBe(null);
  });
});

test("dates are read as people type them, and only real ones", () => {
  expect(readDate("24/11/2026")).toEqual({ year: 2026, month: 11, day: 24 });
  expect(readDate(" 1-2-2027 ")).toEqual({ year: 2027, month: 2, day: 1 });
  for (const wrong of ["", "30/02/2026", "24/13/2026", "24/11/26", "2026-11-24", "24/11/2026x", "0/1/2026"]) {
    expect(readDate(wrong)).toBe(null);
  }
});
