import { describe, expect, test } from "vitest";
import { DerReader, readSingle, TAG } from "#shared/asn1/der.ts";
import {
  bitString,
  boolean,
  explicit,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  utf8String,
} from "#shared/asn1/encode.ts";
import {
  readBoolean,
  readInteger,
  readNamedBits,
  readNumber,
  readOctets,
  readOid,
  readText,
  readUnsigned,
} from "#shared/asn1/primitive.ts";
import { fromHex, toHex } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";

function hex(text: string): Uint8Array {
  return fromHex(text.replaceAll(" ", "")) ?? new Uint8Array();
}

const broken = { code: "INVALID_ARGUMENT", detail: { what: "asn1" } };

function refused(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    expect(error).toMatchObject(broken);
    return true;
  }
}

describe("lengths", () => {
  test.each([
    ["a length of one octet", "04 01 61"],
    ["a long length", `04 81 80 ${"61".repeat(128)}`],
    ["an empty value", "04 00"],
  ])("%s is read", (_, text) => {
    expect(readSingle(hex(text)).full).toEqual(hex(text));
  });

  test.each([
    ["a length that is not minimal", "04 81 01 61"],
    ["a length with a leading zero", `04 82 00 80 ${"61".repeat(128)}`],
    ["an indefinite length", "30 80 04 01 61 00 00"],
    ["a value that is cut off", "04 02 61"],
    ["a length beyond the input", "04 84 ff ff ff ff 61"],
    ["a length of 126 octets", `04 fe ${"ff".repeat(126)}`],
    ["a tag without length", "04"],
    ["nothing", ""],
    ["trailing bytes", "04 01 61 00"],
    ["a high tag number", "1f 81 01 00"],
  ])("%s is refused as DER", (_, text) => {
    expect(refused(() => readSingle(hex(text)))).toBe(true);
  });

  test("BER takes indefinite and longer lengths, and keeps the content alone", () => {
    const value = readSingle(hex("30 80 04 81 01 61 00 00"), "ber");
    expect(toHex(value.content)).toBe("04810161");
    expect(new DerReader(value.content, "ber").rest()).toHaveLength(1);
  });

  test("an indefinite value without its end, or primitive, is refused in BER too", () => {
    expect(refused(() => readSingle(hex("30 80 04 01 61"), "ber"))).toBe(true);
    expect(refused(() => readSingle(hex("04 80 00 00"), "ber"))).toBe(true);
  });

  test("nesting beyond any real message is refused, not followed", () => {
    const deep = "3080".repeat(5000) + "0000".repeat(5000);
    expect(refused(() => readSingle(hex(deep), "ber"))).toBe(true);
    const shallow = "3080".repeat(10) + "0000".repeat(10);
    expect(refused(() => readSingle(hex(shallow), "ber"))).toBe(false);
  });
});

describe("primitive values survive the round trip", () => {
  test.each([
    "1.2.840.113549.1.7.2",
    "2.5.4.3",
    "0.9.2342.19200300.100.1.1",
    "2.25.292385471903840117263984105537266101203",
    "2.999.1",
  ])("identifier %s", (oid) => expect(readOid(readSingle(objectIdentifier(oid)))).toBe(oid));

  test.each([0, 1, 127, 128, 255, 256, 65_537, 2 ** 40])("number %i", (value) => {
    expect(readNumber(readSingle(integer(value)))).toBe(value);
  });

  test("a big number keeps its octets and gets its sign octet", () => {
    const octets = hex("ff00000000000000000001");
    const value = readSingle(integer(octets));
    expect(toHex(readInteger(value))).toBe("00ff00000000000000000001");
    expect(readUnsigned(value)).toEqual(octets);
  });

  test("named bits lose trailing zeros", () => {
    expect(readNamedBits(readSingle(namedBits([0, 1])))).toEqual([0, 1]);
    expect(toHex(namedBits([5, 6]))).toBe("03020106");
    expect(readNamedBits(readSingle(namedBits([])))).toEqual([]);
  });

  test("booleans, text and octets", () => {
    expect(readBoolean(readSingle(boolean(true)))).toBe(true);
    expect(readText(readSingle(utf8String("CHỮ KÝ THỰC HÀNH")))).toBe("CHỮ KÝ THỰC HÀNH");
    const segments = hex("24 80 04 02 61 62 04 01 63 00 00");
    expect(readOctets(new DerReader(segments, "ber"))).toEqual(hex("616263"));
  });

  test("text of old string types", () => {
    expect(readText(readSingle(hex("1e 04 1e ee 00 41")))).toBe("ỮA");
    expect(readText(readSingle(hex("13 02 56 4e")))).toBe("VN");
    expect(readText(readSingle(hex("0c 01 ff")))).toBeNull();
    expect(readText(readSingle(hex("1e 01 00")))).toBeNull();
  });

  test.each([
    ["an identifier with a padded arc", () => readOid(readSingle(hex("06 03 2a 80 01")))],
    ["an identifier cut in an arc", () => readOid(readSingle(hex("06 02 2a 86")))],
    ["an empty identifier", () => readOid(readSingle(hex("06 00")))],
    ["a negative number", () => readUnsigned(readSingle(hex("02 01 ff")))],
    ["a padded number", () => readUnsigned(readSingle(hex("02 02 00 01")))],
    ["an empty number", () => readInteger(readSingle(hex("02 00")))],
    ["bits without their count", () => readNamedBits(readSingle(hex("03 00")))],
  ])("%s is refused", (_, action) => expect(refused(action)).toBe(true));
});

describe("writing", () => {
  test("a SET OF is ordered by its encodings, the shorter first", () => {
    const values = [
      octetString(hex("02")),
      bitString(hex("ff")),
      octetString(hex("01")),
      octetString(hex("01 00")),
    ];
    const set = new DerReader(readSingle(setOf(values)).content).rest().map(({ full }) => toHex(full));
    expect(set).toEqual(["030200ff", "040101", "040102", "04020100"]);
  });

  test("long values carry the shortest long length", () => {
    const value = sequence(octetString(new Uint8Array(300)));
    expect(toHex(value.subarray(0, 8))).toBe("308201300482012c");
    expect(readSingle(explicit(0, value)).content).toEqual(value);
  });
});

test("random bytes end in a value or a typed refusal, never in anything else", () => {
  let seed = 7;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  for (let round = 0; round < 3000; round++) {
    const bytes = Uint8Array.from({ length: Math.floor(next() * 60) }, () => Math.floor(next() * 256));
    if (round % 2) bytes[0] = TAG.sequence;
    for (const encoding of ["der", "ber"] as const) {
      try {
        for (const value of new DerReader(bytes, encoding).rest()) readOid(value);
      } catch (error) {
        expect(error).toBeInstanceOf(SignError);
      }
    }
  }
});
