import { expect, test } from "vitest";
import { readSingle, TAG } from "#shared/asn1/der.ts";
import { encode } from "#shared/asn1/encode.ts";
import { readTime, writeTime } from "#shared/asn1/time.ts";

const time = (tag: number, text: string) => readTime(readSingle(encode(tag, new TextEncoder().encode(text))));

test.each([
  ["491231235959Z", "2049-12-31T23:59:59.000Z"],
  ["500101000000Z", "1950-01-01T00:00:00.000Z"],
  ["2611261530Z", "2026-11-26T15:30:00.000Z"],
  ["261126223000+0700", "2026-11-26T15:30:00.000Z"],
])("UTCTime %s is %s", (text, expected) => {
  expect(time(TAG.utcTime, text).toISOString()).toBe(expected);
});

test.each([
  ["20261126153000Z", "2026-11-26T15:30:00.000Z"],
  ["20261126153000.25Z", "2026-11-26T15:30:00.250Z"],
  ["99991231235959Z", "9999-12-31T23:59:59.000Z"],
])("GeneralizedTime %s is %s", (text, expected) => {
  expect(time(TAG.generalizedTime, text).toISOString()).toBe(expected);
});

test.each([
  [TAG.utcTime, "260431000000Z"],
  [TAG.utcTime, "261301000000Z"],
  [TAG.utcTime, "20261126153000Z"],
  [TAG.utcTime, "261126153000"],
  [TAG.generalizedTime, "261126153000Z"],
  [TAG.generalizedTime, ""],
  [TAG.octetString, "261126153000Z"],
])("tag %i with %s is refused", (tag, text) => {
  expect(() => time(tag, text)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
});

test("times survive the round trip, in the form their year wants", () => {
  for (const text of ["1999-01-02T03:04:05Z", "2026-11-26T15:30:00Z", "2050-01-01T00:00:00Z"]) {
    const value = readSingle(writeTime(new Date(text)));
    expect(value.tag).toBe(text.startsWith("2050") ? TAG.generalizedTime : TAG.utcTime);
    expect(readTime(value)).toEqual(new Date(text));
  }
});
