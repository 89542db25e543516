import { describe, expect, test } from "vitest";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures, type PdfSignature } from "#shared/pdf/signatures.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { altered, BYTE_RANGE, letter, lines, list, once, rangeText, twice } from "./signed-letters.ts";

function only(bytes: Uint8Array): PdfSignature {
  const [signature, ...others] = list(bytes);
  if (!signature || others.length > 0) throw new Error("not exactly one signature");
  return signature;
}

describe("lawful signatures", () => {
  test("what the dictionary claims is read", () => {
    expect(only(once)).toMatchObject({
      field: "Signature1",
      kind: "approval",
      subFilter: "ETSI.CAdES.detached",
      reason: "Phê duyệt",
      location: "Hà Nội",
      name: "Lại Xuân Lâm",
      claimedTime: new Date("2026-11-26T03:00:00Z"),
      docMdp: null,
      coverage: "whole-file",
      problems: [],
    });
  });

  test("contents keep their trailing zeros", () => {
    const { contents } = only(once);
    expect([contents?.length, contents?.[4], contents?.[5]]).toEqual([64, 1, 0]);
  });

  test("they come in the order in which their ranges end", () => {
    expect(lines(twice)).toEqual(["Signature1 revision", "Signature2 whole-file"]);
  });

  test("white space behind the signed revision leaves its coverage at revision", () => {
    expect(lines(concatBytes([once, latin1Bytes("\n \0")]))).toEqual(["Signature1 revision"]);
  });

  test("a certification and a time-stamp are told by their kind", () => {
    expect(only(signedWithDummy(letter, { certify: "P1" }))).toMatchObject({
      kind: "certification",
      docMdp: 1,
    });
    const stamped = altered(
      once,
      "/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached",
      (old) => "/Type /DocTimeStamp /Filter /X /SubFilter /ETSI.RFC3161".padEnd(old.length),
    );
    expect(only(stamped).kind).toBe("timestamp");
  });
});

describe("dictionaries with a key twice", () => {
  const second = (entry: string) => altered(once, /\/Reason <[^>]*>/, (old) => entry.padEnd(old.length));

  test("a second ByteRange is a flaw, a second Type decides nothing", () => {
    const range = latin1Text(once).match(BYTE_RANGE)?.[0].replace(/ +\]/, "]") ?? "";
    expect(lines(second(range))).toEqual(["Signature1 partial dictionary-flawed"]);
    expect(lines(second("/Type /Sig"))).toEqual(["Signature1 whole-file"]);
  });

  test("a field with two values is told as two readings", () => {
    const document = openPdf(sourceOf(once));
    listSignatures(document);
    expect(document.warnings).toEqual([]);
    const twofold = altered(once, "/Subtype /Widget", "/V 6 0 R");
    const odd = openPdf(sourceOf(twofold));
    listSignatures(odd);
    expect(odd.warnings).toEqual(["repeated-key"]);
  });
});

describe("ByteRange (R2)", () => {
  const [, length = 0, second = 0, tail = 0] = only(once).byteRange ?? [];

  test.each([
    ["five numbers", [0, length, second, tail, 0], "byte-range-form"],
    ["two numbers", [0, length], "byte-range-form"],
    ["a real", [0, length, second, `${tail}.0`], "byte-range-form"],
    ["a negative number", [0, length, second, -tail], "byte-range-form"],
    ["a reference", [0, length, second, "5 0 R"], "byte-range-form"],
    ["a start behind the header", [1, length, second, tail], "byte-range-bounds"],
    ["ranges that touch", [0, second, second, tail], "byte-range-bounds"],
    ["an end behind the file", [0, length, second, tail + 1], "byte-range-bounds"],
    ["an empty second range", [0, length, second, 0], "byte-range-bounds"],
    ["numbers beyond any file", [0, length, second, "9007199254740991"], "byte-range-bounds"],
  ])("%s leaves nothing covered", (_, numbers, problem) => {
    expect(lines(altered(once, BYTE_RANGE, rangeText(numbers)))).toEqual([`Signature1 none ${problem}`]);
  });

  test("a missing one leaves nothing covered", () => {
    expect(lines(altered(once, "/ByteRange", "/BiteRange"))).toEqual(["Signature1 none byte-range-missing"]);
  });

  test("one that ends early is partial", () => {
    expect(lines(altered(once, BYTE_RANGE, rangeText([0, length, second, tail - 10])))).toEqual([
      "Signature1 partial revision-incomplete",
    ]);
  });
});

describe("gap (R3)", () => {
  const [, length = 0, second = 0, tail = 0] = only(once).byteRange ?? [];
  const zeros = "0".repeat(20);

  test.each([
    ["a second token", `>${zeros.slice(2)}<`],
    ["a comment", `>${zeros.slice(9)}%abc\n<00`],
    ["a letter that is no digit", `${zeros.slice(1)}g`],
  ])("%s in it is no lawful gap", (_, insert) => {
    expect(only(altered(once, zeros, insert)).problems).toContain("gap-form");
  });

  test.each([
    ["one byte wider in front", [0, length - 1, second, tail]],
    ["one byte wider behind", [0, length, second + 1, tail - 1]],
    ["without its bracket", [0, length + 1, second, tail]],
  ])("a gap %s is not the token", (_, numbers) => {
    expect(lines(altered(once, BYTE_RANGE, rangeText(numbers)))).toEqual(["Signature1 partial gap-form"]);
  });

  test("a dictionary whose Contents are not the ones in the gap is partial", () => {
    const bytes = altered(once, "/Contents <3003", "/C#6fntent<3003");
    expect(lines(bytes)).toEqual(["Signature1 none contents-missing"]);
    const moved = altered(once, /\/Reason <[^>]*>/, (old) => "/Contents <3003>".padEnd(old.length));
    const flawed = list(moved)[0];
    expect(flawed?.problems).toContain("dictionary-flawed");
  });

  test.each([
    ["null", "/Contents null"],
    ["a name", "/Contents /no"],
    ["a reference to nothing", "/Contents 9 9 R"],
  ])("Contents that are %s leave nothing covered", (_, to) => {
    const bytes = altered(once, /\/Contents <[0-9a-f]*>/, to);
    expect(only(bytes)).toMatchObject({
      coverage: "none",
      problems: expect.arrayContaining(["contents-missing"]),
    });
  });

  test("Contents of nothing but zeros leave nothing covered", () => {
    expect(lines(altered(once, "<3003020101", "<0000000000"))).toEqual(["Signature1 none contents-empty"]);
  });
});
