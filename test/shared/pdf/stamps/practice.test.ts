import { expect, test } from "vitest";
import { practiceLook } from "#shared/pdf/stamps/practice.ts";
import { widthOf } from "../../../fixtures/stamps/decree.ts";
import { tinos } from "../../../fixtures/stamps/font.ts";

const WORDS = "CHỮ KÝ THỰC HÀNH";
const look = (width: number) => ({
  page: 1,
  rect: { x: 10, y: 100, width, height: 50 },
  marks: [{ kind: "image" as const, image: new Uint8Array(1), box: { x: 0, y: 0, width, height: 50 } }],
});

test("the words stand below the picture, in the middle; the picture stays where it was on the page", () => {
  const { rect, marks, font } = practiceLook(look(130), WORDS, tinos);
  const [image, text] = marks;
  if (image?.kind !== "image" || text?.kind !== "text") throw new Error("marks");
  expect(rect.y + image.box.y).toBeCloseTo(100);
  expect(rect.y + rect.height).toBeCloseTo(150);
  expect(text.size).toBe(8);
  expect(text.x + widthOf(WORDS, 8) / 2).toBeCloseTo(65, 0);
  expect(text.y + text.size).toBeLessThan(image.box.y + 2);
  expect(font).toBe(tinos);
});

test("a narrow stamp gets smaller words, a number of three digits none", () => {
  const [, text] = practiceLook(look(50), WORDS, tinos).marks;
  expect(text).toMatchObject({ kind: "text", text: WORDS });
  expect(practiceLook(look(20), WORDS, tinos)).toEqual(look(20));
});
