import { describe, expect, test } from "vitest";
import { GAP, Layout } from "../../../extension/viewer/layout.ts";

const A4 = { width: 794, height: 1123 };

describe("where pages stand before all sizes are known", () => {
  test("the first known size stands for the others", () => {
    const layout = new Layout(3);
    layout.learn(1, A4);
    expect([1, 2, 3].map((page) => layout.top(page))).toEqual([GAP, 2 * GAP + 1123, 3 * GAP + 2246]);
    expect(layout.height).toBe(4 * GAP + 3 * 1123);
  });

  test("a page that turns out wide moves only those after it", () => {
    const layout = new Layout(3);
    layout.learn(1, A4);
    layout.learn(2, { width: 1123, height: 794 });
    expect(layout.top(2)).toBe(2 * GAP + 1123);
    expect(layout.top(3)).toBe(3 * GAP + 1123 + 794);
  });

  test("zoom scales pages, not gaps", () => {
    const layout = new Layout(2);
    layout.learn(1, A4);
    layout.zoom = 0.5;
    expect(layout.size(1)).toEqual({ width: 397, height: 562 });
    expect(layout.top(2)).toBe(2 * GAP + 562);
  });

  test("a place in the column is found again", () => {
    const layout = new Layout(10_000);
    layout.learn(1, A4);
    layout.learn(7, { width: 500, height: 200 });
    for (const page of [1, 2, 7, 8, 9_999, 10_000]) {
      expect(layout.pageAt(layout.top(page))).toBe(page);
      expect(layout.pageAt(layout.top(page) + 100)).toBe(page);
    }
    expect(layout.pageAt(-50)).toBe(1);
    expect(layout.pageAt(1e9)).toBe(10_000);
  });
});
