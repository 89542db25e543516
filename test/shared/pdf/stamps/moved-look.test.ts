import { expect, test } from "vitest";
import { movedLook } from "#shared/pdf/stamps/moved-look.ts";

const look = {
  page: 1,
  rect: { x: 10, y: 20, width: 100, height: 50 },
  marks: [
    { kind: "text" as const, text: "Số", size: 10, x: 5, y: 6 },
    { kind: "image" as const, image: new Uint8Array(1), box: { x: 0, y: 10, width: 100, height: 40 } },
  ],
};

test("another place: the same marks", () => {
  const moved = movedLook(look, { page: 3, rect: { x: 200, y: 300, width: 100, height: 50 } });
  expect(moved).toEqual({ ...look, page: 3, rect: { x: 200, y: 300, width: 100, height: 50 } });
});

test("another size: text and image grow together", () => {
  const { marks } = movedLook(look, { page: 1, rect: { x: 10, y: 20, width: 150, height: 75 } });
  expect(marks).toEqual([
    { kind: "text", text: "Số", size: 15, x: 7.5, y: 9 },
    { kind: "image", image: new Uint8Array(1), box: { x: 0, y: 15, width: 150, height: 60 } },
  ]);
});
