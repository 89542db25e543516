import { describe, expect, test } from "vitest";
import { equalBytes, sourceOf } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { PdfBuilder } from "../../fixtures/pdf/builder.ts";
import { classicLetter, letterObjects, pageBody, TRAILER } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { syntheticPdfs } from "../../fixtures/pdf/synthetic.ts";

const named = (name: string) => syntheticPdfs().find((pdf) => pdf.name === name)?.bytes ?? new Uint8Array(0);
const edited = (bytes: Uint8Array, from: string | RegExp, to: string) =>
  latin1Bytes(latin1Text(bytes).replace(from, to));
const repaired = (bytes: Uint8Array) => openPdf(sourceOf(bytes), { repair: "allow" });
const broken = expect.objectContaining({ code: "PDF_BROKEN" });

const cases: readonly [string, Uint8Array][] = [
  ["a wrong startxref", edited(classicLetter(), /startxref\n\d+/, "startxref\n7")],
  ["no startxref", edited(classicLetter(), /startxref[\s\S]*$/, "")],
  ["wrong offsets", edited(classicLetter(), /\d{10} 00000 n/g, "0000000011 00000 n")],
  ["a table cut off", edited(classicLetter(), /xref\n0 6[\s\S]*$/, "xref\n0 6\n0000000000 655")],
  ["no table and no trailer", edited(classicLetter(), /xref\n0 6[\s\S]*$/, "")],
  ["object streams without their cross-reference", edited(named("object-streams"), /startxref[\s\S]*$/, "")],
  ["a hybrid without its table", edited(named("hybrid"), /\nxref\n[\s\S]*?trailer/, "\ntrailer")],
];

describe("a broken cross-reference", () => {
  test.each(cases)("%s is refused unless repair is allowed", (_, bytes) => {
    expect(() => openPdf(sourceOf(bytes))).toThrow(broken);
    const document = repaired(bytes);
    expect([document.repaired, document.pageCount]).toEqual([true, 1]);
    expect(document.warnings).toContain("repaired");
  });

  test.each(cases)("%s: the signed file keeps every byte and opens without repair", (_, bytes) => {
    const once = signedWithDummy(bytes, { open: { repair: "allow" } });
    const twice = signedWithDummy(once);
    expect(equalBytes(twice.subarray(0, bytes.length), bytes)).toBe(true);
    const document = openPdf(sourceOf(twice));
    expect(document.repaired).toBe(false);
    expect(listSignatures(document).map(({ coverage }) => coverage)).toEqual(["revision", "whole-file"]);
  });

  test("a sound file is not repaired, though it would be allowed", () => {
    expect(repaired(classicLetter()).repaired).toBe(false);
  });

  test("a broken page behind a sound cross-reference is repaired too", () => {
    const bytes = edited(
      letterObjects(new PdfBuilder()).table(TRAILER).bytes(),
      "3 0 obj",
      "%3 0 obj\n3 0 obj",
    );
    expect(repaired(bytes).pageCount).toBe(1);
  });

  test("what holds no page at all stays PDF_BROKEN", () => {
    expect(() => repaired(latin1Bytes("%PDF-1.7\nnothing here"))).toThrow(broken);
    expect(() => repaired(latin1Bytes("%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"))).toThrow(broken);
  });
});

describe("what is found", () => {
  test("of two objects with one number the later counts", () => {
    const bytes = letterObjects(new PdfBuilder()).object(3, pageBody("/Later true ")).bytes();
    const { objects } = repaired(bytes);
    expect(latin1Text(objects.load({ number: 3, generation: 0 })?.text ?? new Uint8Array(0))).toContain(
      "/Later",
    );
  });

  test("a generation that no table can say makes no object", () => {
    const bytes = edited(classicLetter(), /1 0 obj/, "1 99999 obj");
    expect(() => repaired(bytes)).toThrow(broken);
    expect(repaired(edited(bytes, /99999 obj/, "65535 obj\n<<>>\nendobj\n1 0 obj")).pageCount).toBe(1);
  });

  test("an attached PDF does not lend its objects", () => {
    const attached = classicLetter({ page: pageBody("/Attached true ") });
    const bytes = letterObjects(new PdfBuilder()).stream(6, "/Type /EmbeddedFile", attached).bytes();
    const { objects } = repaired(bytes);
    expect(latin1Text(objects.load({ number: 3, generation: 0 })?.text ?? new Uint8Array(0))).not.toContain(
      "/Attached",
    );
  });

  test("a file is never made plain: where a trailer encrypts, no root without it is taken", () => {
    const bytes = edited(classicLetter(), "/Root 1 0 R", "/Encrypt [] /Root 1 0 R");
    expect(() => repaired(bytes)).toThrow(broken);
  });

  test("objects without end do not make the search go on for ever", () => {
    const bytes = latin1Bytes(`%PDF-1.7\n${"1 0 obj (\n".repeat(3000)}`);
    expect(() => repaired(bytes)).toThrow(broken);
  });
});
