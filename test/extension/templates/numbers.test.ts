import { expect, test } from "vitest";
import { plainNumber } from "../../../extension/templates/numbers.ts";

test.each([
  ["05/UBND-VX", "5/UBND-VX"],
  [" 5 / ubnd-vx ", "5/UBND-VX"],
  ["0", "0"],
  ["125a", "125A"],
])("the number %j counts as %j", (written, plain) => {
  expect(plainNumber(written)).toBe(plain);
});
