import { describe, expect, test } from "vitest";
import { type ByteSource, concatBytes, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { revisionsOf } from "#shared/pdf/revisions.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { PdfBuilder } from "../../fixtures/pdf/builder.ts";
import { classicLetter, letterObjects, TRAILER } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { syntheticPdfs } from "../../fixtures/pdf/synthetic.ts";

const open = (bytes: Uint8Array) => openPdf(sourceOf(bytes));
const code = (expected: string) => expect.objectContaining({ name: "SignError", code: expected });

describe("opening", () => {
  test.each(syntheticPdfs())("$name opens without repair, with its page count", ({ name, bytes }) => {
    const document = open(bytes);
    expect(document.pageCount).toBe(name.startsWith("pages-200") ? 200 : 1);
    expect([document.repaired, document.encrypted, document.end]).toEqual([false, false, bytes.length]);
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["a login page", latin1Bytes("<!doctype html><title>Dang nhap</title>")],
    ["a header behind the first KiB", concatBytes([new Uint8Array(1024), classicLetter()])],
  ])("%s is NOT_PDF", (_, bytes) => {
    expect(() => open(bytes)).toThrow(code("NOT_PDF"));
  });

  test.each([10, 200, -40, -9])("a letter cut at %d is PDF_BROKEN", (at) => {
    expect(() => open(classicLetter().slice(0, at))).toThrow(code("PDF_BROKEN"));
  });

  test.each(["", "/Root 99 0 R", "/Root 5 0 R /Root 4", "/Root << /Type /Catalog >>"])(
    "a trailer with %j for a root is PDF_BROKEN",
    (trailer) => {
      const bytes = letterObjects(new PdfBuilder()).table(trailer).bytes();
      expect(() => open(bytes)).toThrow(code("PDF_BROKEN"));
    },
  );

  test("little of a large file is read", () => {
    const padding = new Uint8Array(30_000_000);
    const bytes = letterObjects(new PdfBuilder()).stream(6, "", padding).table(TRAILER).bytes();
    const file = sourceOf(bytes);
    let read = 0;
    const source: ByteSource = {
      size: file.size,
      read(offset, length) {
        const piece = file.read(offset, length);
        read += piece.length;
        return piece;
      },
    };
    prepareSignature(openPdf(source), { time: new Date(0), reserve: 8192 });
    expect(read).toBeLessThan(500_000);
  });
});

/** The letter with five billion bytes that are not there before its second half. */
function giant(): { source: ByteSource; shift: number } {
  const shift = 5_000_000_000;
  const head = latin1Bytes("%PDF-1.7\n");
  const objects = letterObjects(new PdfBuilder());
  const text = objects.table(TRAILER).bytes();
  const tail = Uint8Array.from(
    Array.from(text, (byte) => String.fromCharCode(byte))
      .join("")
      .replace(
        /\b(\d{10}) 00000 n/g,
        (_, offset: string) => `${String(Number(offset) + shift).padStart(10, "0")} 00000 n`,
      )
      .replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + shift}`),
    (character) => character.charCodeAt(0),
  );
  const size = shift + tail.length;
  const source = {
    size,
    read(offset: number, length: number) {
      const bytes = new Uint8Array(Math.max(0, Math.min(size, offset + length) - offset));
      for (let index = 0; index < bytes.length; index++) {
        const at = offset + index;
        bytes[index] = at >= shift ? (tail[at - shift] ?? 0) : (head[at] ?? 0x20);
      }
      return bytes;
    },
  };
  return { source, shift };
}

test("a file of five gigabytes is opened and signed with exact offsets", () => {
  const { source, shift } = giant();
  const prepared = prepareSignature(openPdf(source), { time: new Date(0), reserve: 32 });
  expect(prepared.baseSize).toBeGreaterThan(shift);
  const increment = embedCms(prepared, Uint8Array.of(0x30, 0x01, 0x05));
  const size = source.size + increment.length;
  const finished = {
    size,
    read(offset: number, length: number) {
      const end = Math.min(size, offset + length);
      const before =
        offset < source.size ? source.read(offset, Math.min(end, source.size) - offset) : new Uint8Array(0);
      const after = increment.subarray(Math.max(0, offset - source.size), Math.max(0, end - source.size));
      return concatBytes([before, after]);
    },
  };
  const document = openPdf(finished);
  const { objects, catalog } = document;
  const field = objects.items(objects.entry(objects.entry(catalog, "AcroForm"), "Fields"))[0] ?? null;
  const range = objects.entry(objects.entry(field, "V"), "ByteRange")?.value;
  const numbers =
    range?.kind === "array" ? range.items.map((item) => item.kind === "number" && item.value) : [];
  expect(numbers).toEqual([0, prepared.gap.start, prepared.gap.end, size - prepared.gap.end]);
  expect(document.xref.sections.length).toBe(2);
});

describe("views of earlier revisions", () => {
  const letter = classicLetter();
  const once = signedWithDummy(letter);
  const twice = signedWithDummy(once);

  test("a document opened at an earlier end is what it was then", () => {
    const document = open(twice);
    const view = document.at(once.length);
    expect([view.end, listSignatures(view).length, listSignatures(document).length]).toEqual([
      once.length,
      1,
      2,
    ]);
    expect(listSignatures(openPdf(sourceOf(twice), { end: once.length }))).toEqual(listSignatures(view));
    expect(listSignatures(view)[0]?.coverage).toBe("whole-file");
  });

  test("an end inside a revision is PDF_BROKEN or an older revision", () => {
    expect(() => open(twice).at(100)).toThrow(code("PDF_BROKEN"));
    expect(open(twice).at(once.length - 20).xref.sections.length).toBe(1);
  });

  test("revisions are told with their extents, oldest first", () => {
    expect(revisionsOf(open(twice)).map(({ start, end }) => [start, end])).toEqual([
      [0, letter.length],
      [letter.length, once.length],
      [once.length, twice.length],
    ]);
  });

  test("the two sections of a linearized file are one revision", () => {
    const linearized = syntheticPdfs().find(({ name }) => name === "linearized-like")?.bytes ?? letter;
    const [first, ...others] = revisionsOf(open(signedWithDummy(linearized)));
    expect([first?.start, first?.end, first?.sections.length]).toEqual([0, linearized.length, 2]);
    expect(others.length).toBe(1);
  });
});

describe("hostile page trees and forms", () => {
  test("a tree that contains itself ends", () => {
    const bytes = classicLetter({ pages: "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 9 >>" });
    expect(open(bytes).pageCount).toBe(1);
  });

  test("a tree deeper than the limit is LIMIT_EXCEEDED", () => {
    const more = Array.from(
      { length: 150 },
      (_, index) => [10 + index, `<< /Type /Pages /Kids [${11 + index} 0 R] /Count 2 >>`] as const,
    );
    const document = open(classicLetter({ pages: "<< /Type /Pages /Kids [10 0 R] /Count 1 >>", more }));
    expect(() => prepareSignature(document, { time: new Date(0), reserve: 8 })).toThrow(
      new SignError("LIMIT_EXCEEDED", { limit: "parents" }),
    );
  });

  test("a form whose fields contain themselves ends", () => {
    const bytes = classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> >>",
      more: [
        [10, "<< /T (a) /Kids [10 0 R 11 0 R] >>"],
        [11, "<< /T (b) /Kids [10 0 R] >>"],
      ],
    });
    expect(listSignatures(open(signedWithDummy(bytes))).length).toBe(1);
  });
});
