import { expect, test } from "vitest";
import { claimReasons } from "#shared/verify/claim-check.ts";

const stamped = new Date("2026-11-25T02:00:00Z");
const after = (minutes: number) => new Date(stamped.getTime() + minutes * 60_000);

test.each([
  [0, []],
  [5, []],
  [-29, []],
  [419, ["claimed-time-shifted"]],
  [-425, ["claimed-time-shifted"]],
  [31, ["claimed-time-differs"]],
  [540, ["claimed-time-differs"]],
  [-4000, ["claimed-time-differs"]],
])("a claim %i minutes from the time-stamp: %j", (minutes, reasons) => {
  expect(claimReasons([after(minutes)], stamped)).toEqual(reasons);
});

test("the shift is said once, though another claim is right", () => {
  expect(claimReasons([after(0), after(420)], stamped)).toEqual(["claimed-time-shifted"]);
  expect(claimReasons([null, null], stamped)).toEqual([]);
});
