import { describe, expect, test } from "vitest";
import { dragged, pressed, type Rect } from "../../../extension/viewer/stamp-geometry.ts";

const MM = 72 / 25.4;
const rect: Rect = { x: 100, y: 200, width: 120, height: 60 };
const free = { resizable: true };
const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  pressed(rect, { key, shiftKey: false, ctrlKey: false, ...held }, free);

describe("a stamp under keys", () => {
  test("arrows move it 1 mm, with Shift 5, with Ctrl a tenth", () => {
    expect(press("ArrowRight")?.x).toBeCloseTo(100 + MM);
    expect(press("ArrowUp", { shiftKey: true })?.y).toBeCloseTo(200 + 5 * MM);
    expect(press("ArrowLeft", { ctrlKey: true })?.x).toBeCloseTo(100 - MM / 10);
    expect(press("ArrowDown")).toMatchObject({ x: 100, width: 120, height: 60 });
  });

  test("brackets change its width by 1 mm around its middle and keep its shape", () => {
    const larger = press("]");
    expect(larger?.width).toBeCloseTo(120 + MM);
    expect((larger?.width ?? 0) / (larger?.height ?? 1)).toBeCloseTo(2);
    expect((larger?.x ?? 0) + (larger?.width ?? 0) / 2).toBeCloseTo(160);
    expect(press("[")?.width).toBeCloseTo(120 - MM);
  });

  test("one of real size moves and does not grow", () => {
    const fixed = { resizable: false };
    expect(pressed(rect, { key: "]", shiftKey: false, ctrlKey: false }, fixed)).toBe(null);
    expect(pressed(rect, { key: "ArrowUp", shiftKey: false, ctrlKey: false }, fixed)?.y).toBeGreaterThan(200);
  });

  test("other keys are not its own", () => {
    expect(press("a")).toBe(null);
    expect(press("Enter")).toBe(null);
  });
});

describe("a stamp pulled by a corner", () => {
  test.each([
    ["se", 30, { x: 100, width: 150 }],
    ["nw", 30, { x: 130, width: 90 }],
    ["ne", -20, { x: 100, width: 100 }],
  ] as const)("%s: the opposite corner stays", (corner, right, expected) => {
    const pulled = dragged(rect, corner, { right });
    expect(pulled).toMatchObject(expected);
    expect(pulled.width / pulled.height).toBeCloseTo(2);
    const isTop = corner === "nw" || corner === "ne";
    expect(isTop ? pulled.y : pulled.y + pulled.height).toBeCloseTo(isTop ? 200 : 260);
  });

  test("never so small that it is lost, nor wider than a page", () => {
    expect(dragged(rect, "se", { right: -1000 }).width).toBeCloseTo(8 * MM);
    expect(dragged(rect, "se", { right: 5000 }).width).toBeCloseTo(150 * MM);
  });
});
