import { describe, expect, test } from "vitest";
import { numberText, presetLines, stampTime } from "#shared/messages/stamps.ts";

const time = new Date("2026-08-21T02:15:30.789Z");
const words = {
  text: undefined,
  signer: "Nguyễn Thị Ánh",
  organization: "UBND xã Đường Lâm",
  number: "12/BC-UBND",
  date: undefined,
  time,
};

describe("words on stamps", () => {
  test("the time is that of Vietnam, to the second", () => {
    expect(stampTime(time)).toBe("2026-08-21T09:15:30+07:00");
  });

  test("each preset has the lines the decree wants", () => {
    expect(presetLines("copy", { ...words, text: "SAO Y" })).toEqual([
      "SAO Y",
      "UBND xã Đường Lâm",
      "2026-08-21T09:15:30+07:00",
    ]);
    expect(presetLines("appendix", words)).toEqual(["Số: 12/BC-UBND", "2026-08-21T09:15:30+07:00"]);
    const date = { year: 2026, month: 3, day: 9 };
    expect(presetLines("incoming", { ...words, number: "77", date })).toEqual([
      "ĐẾN",
      "Số: 77",
      "Ngày: 09/03/2026",
    ]);
    expect(presetLines("initial", words)).toEqual(["NTÁ"]);
    expect(presetLines("leader", words)).toEqual([]);
  });

  test("numbers below 10 are led by a 0", () => {
    expect(["7", "10", "7a"].map(numberText)).toEqual(["07", "10", "7a"]);
  });
});
