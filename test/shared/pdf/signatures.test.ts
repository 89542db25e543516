import { describe, expect, test } from "vitest";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { prepareSignature } from "#shared/pdf/sign.ts";
import { hasSignatures, listSignatures, type PdfSignature } from "#shared/pdf/signatures.ts";
import { PdfBuilder } from "../../fixtures/pdf/builder.ts";
import { classicLetter, letterObjects, pageBody, TRAILER } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";

const list = (bytes: Uint8Array) => listSignatures(openPdf(sourceOf(bytes)));

/** Field, coverage and problems of each signature, in a line. */
const lines = (bytes: Uint8Array) =>
  list(bytes).map(({ field, coverage, problems }) => [field, coverage, ...problems].join(" "));

const letter = classicLetter();
const once = signedWithDummy(letter, { reason: "Phê duyệt", location: "Hà Nội", name: "Lại Xuân Lâm" });
const twice = signedWithDummy(once);

/** The file with `from` replaced by `to` of the same length. */
function altered(
  bytes: Uint8Array,
  from: string | RegExp,
  to: string | ((old: string) => string),
): Uint8Array {
  const text = latin1Text(bytes);
  const changed = text.replace(from, (old) => (typeof to === "string" ? to : to(old)).padEnd(old.length));
  if (changed === text || changed.length !== text.length) throw new Error("the alteration does not fit");
  return latin1Bytes(changed);
}

const BYTE_RANGE = /\/ByteRange \[[^\]]*\]/;
const rangeText = (numbers: readonly (number | string)[]) => (old: string) =>
  `/ByteRange [${numbers.join(" ").padEnd(old.length - 13)}]`;

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

/** One more revision on top, as an attacker would write it. */
function appended(bytes: Uint8Array, objects: readonly (readonly [number, string])[]): Uint8Array {
  const { xref } = openPdf(sourceOf(bytes));
  let at = bytes.length;
  const offsets: string[] = [];
  const pieces = objects.map(([number, body]) => {
    const piece = latin1Bytes(`${number} 0 obj\n${body}\nendobj\n`);
    offsets.push(`${number} 1\n${String(at).padStart(10, "0")} 00000 n \n`);
    at += piece.length;
    return piece;
  });
  const size = Math.max(xref.size, ...objects.map(([number]) => number + 1));
  const section = `xref\n${offsets.join("")}trailer\n<< /Size ${size} /Prev ${xref.startxref} ${TRAILER} >>\nstartxref\n${at}\n%%EOF\n`;
  return concatBytes([bytes, ...pieces, latin1Bytes(section)]);
}

function bodyOf(bytes: Uint8Array, number: number): string {
  const object = openPdf(sourceOf(bytes)).objects.load({ number, generation: 0 });
  if (!object) throw new Error("no such object");
  return latin1Text(object.text.subarray(object.value.start, object.value.end));
}

/** In the signed letter: signature dictionary 6, field 7, form 8. */
describe("signed revision (R4) and fields (R11)", () => {
  test("the control: a harmless later revision leaves the signature as it was", () => {
    expect(lines(appended(once, [[20, "(later)"]]))).toEqual(["Signature1 revision"]);
  });

  test("a dictionary that was rewritten later is not the one that was signed", () => {
    const body = bodyOf(once, 6).replace("/Filter /Adobe.PPKLite", "/Filter /Entrust.PPKEF");
    expect(lines(appended(once, [[6, body]]))[0]).toBe("Signature1 partial revision-differs");
  });

  test("a dictionary rewritten with the same bytes is the same, and its old place no signature of its own", () => {
    const [signature] = list(appended(once, [[6, bodyOf(once, 6)]]));
    expect(signature?.problems).toEqual([]);
  });

  test("a field that leads to a new dictionary over the old range is caught", () => {
    const bytes = appended(once, [
      [7, bodyOf(once, 7).replace("/V 6 0 R", "/V 20 0 R")],
      [20, bodyOf(once, 6)],
    ]);
    expect(lines(bytes)).toEqual([
      "Signature1 partial revision-differs",
      " none not-in-field ranges-overlap",
    ]);
  });

  test("a second field that shows the same signature spoils both", () => {
    const bytes = appended(once, [
      [20, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Giam doc) /V 6 0 R /Rect [0 0 99 99] /P 3 0 R >>"],
      [8, "<< /Fields [7 0 R 20 0 R] /SigFlags 3 >>"],
    ]);
    const signatures = list(bytes);
    expect(signatures.map(({ field }) => field).sort()).toEqual(["Giam doc", "Signature1"]);
    expect(signatures.every(({ problems }) => problems.includes("value-shared"))).toBe(true);
  });

  test("a field renamed later does not lead to the signature in the signed revision", () => {
    const bytes = appended(once, [
      [
        7,
        bodyOf(once, 7)
          .replace("Signature1", "Signature9")
          .replace(/\/T <[0-9a-f]*>/, "/T (Khac)"),
      ],
    ]);
    expect(lines(bytes)).toEqual(["Khac partial revision-differs"]);
  });

  test("ranges that cut into those of another signature are caught, nested ones are not", () => {
    const [first, second] = list(twice);
    const [, length = 0, gapEnd = 0] = first?.byteRange ?? [];
    const intoGap = (second?.byteRange?.[1] ?? 0) + 10;
    const cut = altered(twice, BYTE_RANGE, rangeText([0, length, gapEnd, intoGap - gapEnd]));
    expect(list(twice).flatMap(({ problems }) => problems)).toEqual([]);
    expect(list(cut).map(({ problems }) => problems.includes("ranges-overlap"))).toEqual([false, true]);
  });
});

describe("values that are no signatures", () => {
  const withValue = (value: string) =>
    classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] /SigFlags 3 >> >>",
      page: pageBody("/Annots [10 0 R] "),
      more: [[10, `<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /Rect [0 0 0 0] /V ${value} >>`]],
    });

  test.each(["(text)", "99 0 R", "[]", "5"])("a field with the value %s gets an entry", (value) => {
    expect(lines(withValue(value))).toEqual(["a none value-unreadable"]);
  });

  test("a field without a value gets none", () => {
    expect(lines(withValue("null"))).toEqual([]);
    expect(hasSignatures(openPdf(sourceOf(withValue("null"))))).toBe(false);
  });

  test("a signature below a text field is found too", () => {
    const bytes = altered(once, "/FT /Sig", "/FT /Tx ");
    expect(lines(bytes)).toEqual(["Signature1 whole-file"]);
  });
});

describe("dictionaries without a field", () => {
  const dictionary = "<< /Type /Sig /ByteRange [0 10 20 30] /Contents <3000> >>";

  test("one that nothing refers to gets an entry", () => {
    const bytes = classicLetter({ more: [[10, dictionary]] });
    expect(lines(bytes)).toEqual([" none not-in-field gap-form"]);
    expect(hasSignatures(openPdf(sourceOf(bytes)))).toBe(true);
  });

  test("one behind the last revision, in no cross-reference, gets an entry", () => {
    const bytes = concatBytes([letter, latin1Bytes(`90 0 obj\n${dictionary}\nendobj\n`)]);
    expect(lines(bytes)).toEqual([" none not-in-field gap-form"]);
  });

  test("the bare word in broken bytes gets an entry", () => {
    expect(lines(concatBytes([letter, latin1Bytes("/ByteRange [")]))).toEqual([" none not-in-field"]);
  });

  test("the word inside the data of a stream counts for nothing: an attached file has its own signatures", () => {
    const bytes = letterObjects(new PdfBuilder())
      .stream(10, "/Type /EmbeddedFile", once)
      .table(TRAILER)
      .bytes();
    expect(lines(bytes)).toEqual([]);
    expect(lines(signedWithDummy(bytes))).toEqual(["Signature1 whole-file"]);
  });

  test("the word inside a string counts for nothing", () => {
    expect(lines(classicLetter({ more: [[10, "<< /Title (about /ByteRange) >>"]] }))).toEqual([]);
  });

  test("usage rights are no signature of a person", () => {
    const rights = dictionary.replace(">>", "/Reference [<< /TransformMethod /UR3 >>] >>");
    const bytes = classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /Perms << /UR3 10 0 R >> >>",
      more: [[10, rights]],
    });
    expect(lines(bytes)).toEqual([]);
    expect(lines(classicLetter({ more: [[10, rights.replace("UR3", "FieldMDP")]] }))).not.toEqual([]);
  });

  test("a field emptied after signing leaves its signature behind to be found", () => {
    const bytes = appended(once, [[7, bodyOf(once, 7).replace("/V 6 0 R", "")]]);
    expect(lines(bytes)).toEqual([" none not-in-field"]);
  });

  test("the word is found across the pieces in which a large file is read", () => {
    const builder = letterObjects(new PdfBuilder());
    const fill = 1024 * 1024 - builder.offset - 60;
    const bytes = builder
      .object(10, `(${"x".repeat(fill)})`)
      .object(11, dictionary)
      .table(TRAILER)
      .bytes();
    expect(lines(bytes)).toEqual([" none not-in-field gap-form"]);
  });
});

test("a repaired document has no lawful signatures", () => {
  const broken = altered(once, /startxref\n\d+\n%%EOF\n$/, (old) => "startxref\n7\n%%EOF".padEnd(old.length));
  const document = openPdf(sourceOf(broken), { repair: "allow" });
  expect(listSignatures(document)[0]).toMatchObject({
    coverage: "none",
    problems: expect.arrayContaining(["repaired"]),
  });
  expect(() => prepareSignature(document, { time: new Date(0), reserve: 8 })).toThrow(
    expect.objectContaining({ code: "PDF_BROKEN" }),
  );
});
