import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { concatBytes, fromHex, sourceOf, toHex } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { decodeStream } from "#shared/pdf/filters.ts";
import { deflate, inflate } from "#shared/pdf/inflate.ts";
import { SyntaxFault } from "#shared/pdf/lexer.ts";
import { Parser } from "#shared/pdf/parser.ts";

function decode(dict: string, data: Uint8Array) {
  const value = new Parser(latin1Bytes(dict)).value();
  if (value.kind !== "dict") throw new Error("no dictionary");
  return decodeStream({ raw: data, dict: value, resolve: (own) => own, source: sourceOf(data) });
}

const decoded = (dict: string, data: string) => latin1Text(decode(dict, latin1Bytes(data)).bytes);

describe("filters of structure streams", () => {
  test("ASCIIHexDecode, with white space and a missing last digit", () => {
    expect(decoded("<</Filter/ASCIIHexDecode>>", "48 65\n6C6c 6F7>rest")).toBe("Hellop");
  });

  test("ASCII85Decode, with z, white space and a short last group", () => {
    expect(decoded("<</Filter/ASCII85Decode>>", '87cUR\nD]i,"Ebo80~>')).toBe("Hello World!");
    expect(decoded("<</Filter/A85>>", "z!!~>")).toBe("\0\0\0\0\0");
  });

  test.each([
    ["ASCIIHexDecode", "48 65]6C>", "48 65 6C>"],
    ["ASCII85Decode", "87cUR{D]i~>", "87cURD]i~>"],
  ])(
    "%s with a character of no meaning is damaged, since readers take it differently",
    (name, odd, plain) => {
      expect(decode(`<</Filter/${name}>>`, latin1Bytes(odd)).complete).toBe(false);
      expect(decode(`<</Filter/${name}>>`, latin1Bytes(plain)).complete).toBe(true);
    },
  );

  test("RunLengthDecode", () => {
    const data = Uint8Array.of(2, 0x61, 0x62, 0x63, 254, 0x78, 128, 0x7a);
    expect(latin1Text(decode("<</Filter/RunLengthDecode>>", data).bytes)).toBe("abcxxx");
  });

  test("LZWDecode: the example of the standard", () => {
    const data = fromHex("800B6050220C0C8501") ?? new Uint8Array(0);
    expect(toHex(decode("<</Filter/LZWDecode>>", data).bytes)).toBe("2d2d2d2d2d412d2d2d42");
  });

  test("FlateDecode with predictor, behind another filter", () => {
    const rows = deflateSync(Uint8Array.of(2, 1, 2, 2, 1, 1));
    const dict = "<</Filter[/AHx/Fl]/DecodeParms[null<</Predictor 12/Columns 2>>]>>";
    expect([...decode(dict, latin1Bytes(toHex(rows))).bytes]).toEqual([1, 2, 2, 3]);
  });

  test("no filter leaves the data as it is; a filter of images is refused", () => {
    expect(decoded("<<>>", "abc")).toBe("abc");
    expect(() => decoded("<</Filter/DCTDecode>>", "abc")).toThrow(SyntaxFault);
  });
});

describe("inflate", () => {
  const plain = latin1Bytes("công văn ".repeat(20_000));
  const packed = deflateSync(plain);

  test("bytes behind the end count for nothing", () => {
    expect(inflate(concatBytes([packed, latin1Bytes("\r\nendstream")]))).toEqual({
      bytes: plain,
      complete: true,
    });
  });

  test("a missing checksum leaves the data whole but marked", () => {
    const { bytes, complete } = inflate(packed.subarray(0, -4));
    expect([bytes.length, complete]).toEqual([plain.length, false]);
  });

  test("of a cut stream everything before the cut is kept", () => {
    const random = crypto.getRandomValues(new Uint8Array(60_000));
    const { bytes, complete } = inflate(deflateSync(random).subarray(0, 30_000));
    expect(complete).toBe(false);
    expect(bytes.length).toBeGreaterThan(25_000);
    expect(bytes).toEqual(random.subarray(0, bytes.length));
  });

  test("noise gives nothing, marked", () => {
    expect(inflate(latin1Bytes("no zlib data"))).toEqual({ bytes: new Uint8Array(0), complete: false });
  });

  test("more than the limit is LIMIT_EXCEEDED", () => {
    const bomb = deflateSync(new Uint8Array(3_000_000));
    expect(inflate(bomb, 3_000_000).bytes.length).toBe(3_000_000);
    expect(() => inflate(bomb, 2_999_999)).toThrow(
      new SignError("LIMIT_EXCEEDED", { limit: "inflatedBytes" }),
    );
  });

  test("reads back what deflate wrote", () => {
    expect(inflate(deflate(plain)).bytes).toEqual(plain);
  });
});
