import { expect, test } from "vitest";
import { limitOf } from "../../../../host/token/pkcs11/time-limits.ts";

test("a named limit goes before a general one, and that before the built-in ones", () => {
  expect(limitOf({ C_Sign: 1, other: 2 }, "C_Sign")).toBe(1);
  expect(limitOf({ C_Sign: 1, other: 2 }, "C_Login")).toBe(2);
  expect(limitOf({}, "C_Login")).toBe(120_000);
  expect(limitOf({}, "C_GetSlotList")).toBe(30_000);
});
