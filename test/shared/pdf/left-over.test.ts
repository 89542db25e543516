import { describe, expect, test } from "vitest";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { foreignSignature, letterWithLeftOver } from "../../fixtures/pdf/left-over.ts";
import { classicLetter } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";

const problems = (bytes: Uint8Array) =>
  listSignatures(openPdf(sourceOf(bytes))).map((signature) => signature.problems.join(" "));

const isLeftOver = (bytes: Uint8Array) => problems(bytes).map((found) => found.includes("left-over"));

describe("what another file left behind", () => {
  test("is a dictionary in no field whose ranges end behind this file", () => {
    expect(problems(letterWithLeftOver())).toEqual(["not-in-field byte-range-bounds left-over"]);
  });

  test("or leave no value out where this file has other bytes", () => {
    expect(problems(letterWithLeftOver(foreignSignature("0 100 220 300")))).toEqual([
      "not-in-field gap-form left-over",
    ]);
  });

  test("stays one after the document was signed, beside a signature that has the lawful form", () => {
    const signed = signedWithDummy(letterWithLeftOver());
    expect(isLeftOver(signed)).toEqual([false, true]);
    expect(problems(signedWithDummy(signed))).toEqual(["", "", "not-in-field byte-range-bounds left-over"]);
  });
});

describe("a signature of this file that was damaged is none", () => {
  const signed = signedWithDummy(classicLetter());

  test("cut off: what follows the last whole revision is a piece of it", () => {
    const cut = signed.slice(0, latin1Text(signed).lastIndexOf("/Contents") + 20);
    expect(isLeftOver(concatBytes([cut, latin1Bytes("\n")]))).toEqual([false]);
  });

  test("cut off behind its value, then called part of the file by a later revision", () => {
    // The value stands where the ranges say, and they end behind the file.
    const own = foreignSignature("0 ######## 00000900 99999999");
    const bytes = letterWithLeftOver(own);
    const at = String(latin1Text(bytes).indexOf("/Contents <") + "/Contents ".length);
    const placed = latin1Bytes(latin1Text(bytes).replace("########", at.padStart(8, "0")));
    expect(isLeftOver(placed)).toEqual([false]);
  });

  test("its field taken out of the form", () => {
    const hidden = latin1Bytes(latin1Text(signed).replace("/AcroForm", "/Acroform"));
    expect(problems(hidden)).toEqual(["not-in-field"]);
  });

  test("its range moved behind the file while a field leads to it", () => {
    const moved = latin1Text(signed).replace(/(\/ByteRange \[0 \d+ \d+ )\d(\d*)/, "$19$2");
    expect(problems(latin1Bytes(moved))).toEqual(["byte-range-bounds"]);
  });

  test("ranges that leave out another signature's value", () => {
    const gap = "0".repeat(60);
    const both = signedWithDummy(classicLetter({ more: [[11, foreignSignature(gap)]] }));
    const range = listSignatures(openPdf(sourceOf(both)))[0]?.byteRange?.join(" ") ?? "";
    const twins = latin1Bytes(latin1Text(both).replace(gap, range.padEnd(gap.length)));
    expect(problems(twins)).toContainEqual(expect.stringContaining("not-in-field gap-differs"));
    expect(isLeftOver(twins)).not.toContain(true);
  });

  test("a file that only repair opens", () => {
    const broken = latin1Text(letterWithLeftOver()).replace(/startxref\n\d+/, "startxref\n7");
    const document = openPdf(sourceOf(latin1Bytes(broken)), { repair: "allow" });
    expect(listSignatures(document)[0]?.problems).toEqual(["not-in-field", "byte-range-bounds", "repaired"]);
  });
});
