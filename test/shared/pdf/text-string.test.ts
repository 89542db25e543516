import { describe, expect, test } from "vitest";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import {
  decodeDate,
  decodeTextString,
  encodeDate,
  encodePdfDoc,
  encodeTextString,
  encodeUtf16,
} from "#shared/pdf/text-string.ts";

describe("text strings", () => {
  test.each(["Signature1", "Chữ ký số 𝟙", ""])("%j comes back as it went in", (text) => {
    expect(decodeTextString(encodeTextString(text))).toBe(text);
    expect(decodeTextString(encodeUtf16(text))).toBe(text);
  });

  test("UTF-16 of the other order, UTF-8 and PDFDocEncoding are read", () => {
    expect(decodeTextString(Uint8Array.of(0xff, 0xfe, 0x41, 0x00, 0xa1, 0x1e))).toBe("Aạ");
    expect(decodeTextString(latin1Bytes("\u00ef\u00bb\u00bf\u00e1\u00ba\u00a1"))).toBe("ạ");
    expect(decodeTextString(Uint8Array.of(0x41, 0xe9, 0x80, 0x18, 0xa0))).toBe("Aé•\u02d8€");
  });

  test("PDFDocEncoding is written for what it has", () => {
    expect([...encodePdfDoc("Aé•€ạ")]).toEqual([0x41, 0xe9, 0x80, 0xa0, 0x3f]);
  });
});

describe("dates", () => {
  test("the time of Vietnam is written with its offset", () => {
    expect(encodeDate(new Date("2026-11-25T20:05:09Z"))).toBe("D:20261126030509+07'00'");
  });

  test.each([
    ["D:20261126030509+07'00'", "2026-11-25T20:05:09.000Z"],
    ["D:20261126030509+07'00", "2026-11-25T20:05:09.000Z"],
    ["D:20261126030509-0330", "2026-11-26T06:35:09.000Z"],
    ["D:20261126030509Z", "2026-11-26T03:05:09.000Z"],
    ["D:20261126030509Z00'00'", "2026-11-26T03:05:09.000Z"],
    ["D:20261126030509", "2026-11-26T03:05:09.000Z"],
    ["20261126", "2026-11-26T00:00:00.000Z"],
    ["D:2026", "2026-01-01T00:00:00.000Z"],
  ])("%s is %s", (text, iso) => {
    expect(decodeDate(latin1Bytes(text))?.toISOString()).toBe(iso);
  });

  test("what is no date is null", () => {
    expect(decodeDate(latin1Bytes("yesterday"))).toBeNull();
  });
});

test("Latin-1 text of any length comes back", () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => index & 255);
  expect(latin1Bytes(latin1Text(bytes))).toEqual(bytes);
});
