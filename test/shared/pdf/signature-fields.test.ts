/** Which dictionaries are signatures at all, and whose field leads to them in the signed revision. */

import { describe, expect, test } from "vitest";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { prepareSignature } from "#shared/pdf/sign.ts";
import { hasSignatures, listSignatures } from "#shared/pdf/signatures.ts";
import { PdfBuilder } from "../../fixtures/pdf/builder.ts";
import { classicLetter, letterObjects, pageBody, TRAILER } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { altered, BYTE_RANGE, letter, lines, list, once, rangeText, twice } from "./signed-letters.ts";

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
    expect(lines(bytes)).toEqual([" none not-in-field gap-form left-over"]);
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
    expect(lines(bytes)).toEqual([" none not-in-field gap-form left-over"]);
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
