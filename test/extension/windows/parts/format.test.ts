import { describe, expect, test } from "vitest";
import {
  cutMiddle,
  formatCount,
  formatMoment,
  formatSeconds,
  formatSize,
  formatTime,
  formatZoom,
  serialEnd,
  signedName,
} from "../../../../extension/windows/parts/format.ts";

describe("numbers and sizes are written as in Vietnamese offices", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [1284, "1.284"],
    [1_234_567, "1.234.567"],
  ])("%d is %s", (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  test.each([
    [8, "8 byte"],
    [1023, "1.023 byte"],
    [184 * 1024, "184 KB"],
    [4.6 * 1024 * 1024, "4,6 MB"],
    [93 * 1024 * 1024, "93 MB"],
    [1.5 * 1024 ** 3, "1,5 GB"],
    [3000 * 1024 ** 3, "3.000 GB"],
  ])("%d bytes are %s", (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  test("seconds keep one digit after a comma, a zoom none", () => {
    expect(formatSeconds(1400)).toBe("1,4");
    expect(formatZoom(0.784)).toBe("78%");
  });
});

describe("times", () => {
  test("day first, two digits each, 24 hours", () => {
    expect(formatTime(new Date(2026, 10, 4, 9, 5, 3))).toBe("04/11/2026 09:05:03");
  });

  test("what is no time is null, never 'Invalid Date'", () => {
    expect(formatMoment(null)).toBeNull();
    expect(formatMoment("yesterday")).toBeNull();
    expect(formatMoment(new Date(2026, 10, 24, 9, 15, 30).toISOString())).toBe("24/11/2026 09:15:30");
  });
});

describe("names", () => {
  const long = "To_trinh_126_TTr-SKHCN_ve_viec_phe_duyet_danh_muc_dich_vu_cong.pdf";

  test("a long name loses its middle and keeps its ending", () => {
    const cut = cutMiddle(long);
    expect(cut).toHaveLength(36);
    expect(cut.startsWith("To_trinh_126")).toBe(true);
    expect(cut.endsWith("_vu_cong.pdf")).toBe(true);
    expect(cut).toContain("…");
  });

  test("a short name stays whole, and letters outside the basic plane are not torn", () => {
    expect(cutMiddle("Công văn.pdf")).toBe("Công văn.pdf");
    expect([...cutMiddle("𠀀".repeat(50), 9)]).toEqual([..."𠀀𠀀𠀀𠀀…𠀀𠀀𠀀𠀀"]);
  });

  test("the signed copy is named after the original", () => {
    expect(signedName("BC.pdf")).toBe("BC.signed.pdf");
    expect(signedName("BC.PDF")).toBe("BC.signed.pdf");
    expect(signedName("BC")).toBe("BC.signed.pdf");
  });

  test("a device is named by the end of its serial number", () => {
    expect(serialEnd("0123456789ab4412")).toBe("…4412");
    expect(serialEnd("12")).toBe("12");
  });
});
