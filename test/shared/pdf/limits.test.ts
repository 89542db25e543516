/** Each limit with its error, and beside it what is just below and passes. */

import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type ByteSource, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { type OpenOptions, openPdf } from "#shared/pdf/document.ts";
import { formNodes } from "#shared/pdf/form.ts";
import { readIndirect } from "#shared/pdf/indirect.ts";
import { inflate } from "#shared/pdf/inflate.ts";
import { PDF_LIMITS } from "#shared/pdf/limits.ts";
import { readObjectStream } from "#shared/pdf/object-stream.ts";
import { firstPage, pageByNumber } from "#shared/pdf/pages.ts";
import { Parser } from "#shared/pdf/parser.ts";
import { prepareSignature } from "#shared/pdf/sign.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { pageText } from "#shared/pdf/text/page-text.ts";
import { PdfBuilder } from "../../fixtures/pdf/builder.ts";
import {
  CATALOG,
  classicLetter,
  FONT,
  letterObjects,
  PAGES,
  pageBody,
  TEXT,
  TRAILER,
} from "../../fixtures/pdf/letter.ts";
import { sparsePdf, sparseSource } from "../../fixtures/pdf/sparse.ts";

type Limit = keyof typeof PDF_LIMITS;

const open = (bytes: Uint8Array, options?: OpenOptions) => openPdf(sourceOf(bytes), options);
const parse = (text: string) => new Parser(latin1Bytes(text)).value();
/** A page with this content. */
const page = (content: string, resources = "") =>
  new PdfBuilder()
    .object(1, CATALOG)
    .object(2, PAGES)
    .object(3, pageBody().replace("/Font <<", `${resources} /Font <<`))
    .stream(4, "/Filter /FlateDecode", new Uint8Array(deflateSync(latin1Bytes(content))))
    .object(5, FONT)
    .stream(6, "/Type /XObject /Subtype /Form /BBox [0 0 1 1]", "n")
    .table(TRAILER)
    .bytes();
const read = (bytes: Uint8Array) => {
  const document = open(bytes);
  return pageText(document.objects, pageByNumber(document, 1));
};

function fields(count: number, signed: number): Uint8Array {
  const own = Array.from({ length: count }, (_, index): readonly [number, string] => [
    10 + index,
    `<< /FT /Sig /T (f${index})${index < signed ? " /V (x)" : ""} >>`,
  ]);
  const references = own.map(([number]) => `${number} 0 R`).join(" ");
  return classicLetter({
    catalog: `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${references}] >> >>`,
    more: own,
  });
}

function deepPages(levels: number): Uint8Array {
  const nodes = Array.from({ length: levels }, (_, level): readonly [number, string] => [
    10 + level,
    `<< /Type /Pages /Kids [${level === levels - 1 ? 3 : 11 + level} 0 R] /Count 1 >>`,
  ]);
  return classicLetter({ pages: "<< /Type /Pages /Kids [10 0 R] /Count 1 >>", more: nodes });
}

function revisions(count: number): Uint8Array {
  const builder = letterObjects(new PdfBuilder());
  for (let index = 0; index < count; index++) builder.table(TRAILER);
  return builder.bytes();
}

/** Object streams that grow large when they are undone; the object of each is asked for. */
function inflated(streams: number): void {
  const builder = letterObjects(new PdfBuilder());
  const body = latin1Bytes("(a)");
  const size = 60 * 1024 * 1024;
  const packed = (number: number) => {
    const data = new Uint8Array(size);
    data.set(latin1Bytes(`${number} 0 `));
    data.set(body, 10);
    return new Uint8Array(deflateSync(data, { level: 1 }));
  };
  const numbers = Array.from({ length: streams }, (_, index) => 100 + index);
  for (const number of numbers) {
    builder.stream(number, "/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode", packed(number + 100));
  }
  const { objects } = open(builder.table(TRAILER).bytes());
  for (const number of numbers) objects.memberNumbers(number);
}

/** Objects whose streams end nowhere: each makes the search read on to the end of the file. */
function endless(count: number): Uint8Array {
  const objects = Array.from({ length: count }, (_, index) => `${100 + index} 0 obj\n<<>>\nstream\n`).join(
    "",
  );
  const padding = "0".repeat(1024 * 1024);
  return latin1Bytes(
    `%PDF-1.7\n1 0 obj\n${CATALOG}\nendobj\n2 0 obj\n${PAGES}\nendobj\n3 0 obj\n${pageBody()}\nendobj\n${objects}${padding}`,
  );
}

function manyFound(count: number): Uint8Array {
  return latin1Bytes(
    `%PDF-1.7\n${"9 0 obj 1 endobj\n".repeat(count - 3)}1 0 obj\n${CATALOG}\nendobj\n2 0 obj\n${PAGES}\nendobj\n3 0 obj\n${pageBody()}\nendobj\n`,
  );
}

const repair = (bytes: Uint8Array) => open(bytes, { repair: "allow" });
const objectOf = (bytes: number): ByteSource => {
  const text = new Uint8Array(bytes).fill(0x61);
  text.set(latin1Bytes("1 0 obj\n("));
  text.set(latin1Bytes(")\nendobj\n"), bytes - 9);
  return sourceOf(text);
};
const shown = (glyphs: number) => page(`BT /F1 10 Tf (${"a".repeat(glyphs)}) Tj ET`);
const index = (runs: number) =>
  letterObjects(new PdfBuilder()).xrefStream(6, `${TRAILER} /Index [${"0 0 ".repeat(runs - 1)}0 7]`);
const members = (count: number) => {
  const dict = parse(`<< /N ${count} /First 0 >>`);
  return dict.kind === "dict" && readObjectStream(dict, latin1Bytes("1 0 ".repeat(count)));
};
const sized = (size: number) => {
  const document = openPdf(sparseSource(sparsePdf(size, "table")));
  return prepareSignature(document, { time: new Date(0), reserve: 10 });
};
const formOf = (bytes: Uint8Array) => {
  const { objects, catalog } = open(bytes);
  return formNodes(objects, catalog);
};

interface Row {
  readonly over: () => unknown;
  readonly below: () => unknown;
}

const ROWS: Readonly<Record<Limit, Row>> = {
  nesting: {
    over: () => parse(`${"[".repeat(257)}1${"]".repeat(257)}`),
    below: () => parse(`${"[".repeat(256)}1${"]".repeat(256)}`),
  },
  parents: {
    over: () => firstPage(open(deepPages(101)).objects, open(deepPages(101)).catalog),
    below: () => firstPage(open(deepPages(99)).objects, open(deepPages(99)).catalog),
  },
  revisions: { over: () => open(revisions(1001)), below: () => open(revisions(1000)) },
  subsections: { over: () => open(index(100_001).bytes()), below: () => open(index(100_000).bytes()) },
  objectBytes: {
    over: () => readIndirect(objectOf(PDF_LIMITS.objectBytes + 1000), 0),
    below: () => readIndirect(objectOf(PDF_LIMITS.objectBytes - 1000), 0),
  },
  values: {
    over: () => parse(`[${"1 ".repeat(1_000_000)}]`),
    below: () => parse(`[${"1 ".repeat(999_999)}]`),
  },
  inflatedBytes: {
    over: () => inflate(new Uint8Array(deflateSync(new Uint8Array(PDF_LIMITS.inflatedBytes + 1)))),
    below: () => inflate(new Uint8Array(deflateSync(new Uint8Array(PDF_LIMITS.inflatedBytes)))),
  },
  inflatedTotal: { over: () => inflated(9), below: () => inflated(8) },
  members: { over: () => members(200_001), below: () => members(200_000) },
  objectNumber: {
    over: () => open(letterObjects(new PdfBuilder()).object(8_388_608, "1").table(TRAILER).bytes()),
    below: () => open(letterObjects(new PdfBuilder()).object(8_388_607, "1").table(TRAILER).bytes()),
  },
  pageNodes: {
    over: () => open(classicLetter({ pages: `<< /Kids [${"3 0 R ".repeat(200_001)}] >>` })).pageCount,
    below: () => open(classicLetter({ pages: `<< /Kids [${"3 0 R ".repeat(199_999)}] >>` })).pageCount,
  },
  fields: { over: () => formOf(fields(20_001, 0)), below: () => formOf(fields(20_000, 0)) },
  signedFields: {
    over: () => listSignatures(open(fields(10_001, 20))),
    below: () => listSignatures(open(fields(10_000, 20))),
  },
  signatures: {
    over: () => listSignatures(open(fields(257, 257))),
    below: () => listSignatures(open(fields(256, 256))),
  },
  searchPasses: { over: () => repair(endless(100)), below: () => repair(endless(20)) },
  searchedObjects: { over: () => repair(manyFound(300_001)), below: () => repair(manyFound(300_000)) },
  operators: {
    over: () => read(page("n ".repeat(5_000_001))),
    below: () => read(page("n ".repeat(4_999_999))),
  },
  glyphs: { over: () => read(shown(500_001)), below: () => read(shown(499_999)) },
  forms: {
    over: () => read(page("/X Do ".repeat(2001), "/XObject << /X 6 0 R >>")),
    below: () => read(page("/X Do ".repeat(1999), "/XObject << /X 6 0 R >>")),
  },
  fileBytes: { over: () => sized(9_999_999_000), below: () => sized(9_999_980_000) },
};

describe("limits", () => {
  test.each(Object.keys(PDF_LIMITS) as Limit[])("%s: over it LIMIT_EXCEEDED, below it fine", (limit) => {
    const { over, below } = ROWS[limit];
    expect(over).toThrow(new SignError("LIMIT_EXCEEDED", { limit }));
    expect(below).not.toThrow();
  });

  test("what filters in a row make of little counts, though little comes out: a page that draws it again and again ends", () => {
    const much = latin1Bytes(`0a>${"0".repeat(24 * 1024 * 1024)}`);
    const packed = new Uint8Array(deflateSync(much));
    const drawn = (times: number) =>
      letterObjects(new PdfBuilder(), { page: pageBody().replace("4 0 R", `[${"6 0 R ".repeat(times)}]`) })
        .stream(6, "/Filter [/FlateDecode /ASCIIHexDecode]", packed)
        .table(TRAILER)
        .bytes();
    expect(() => read(drawn(2))).not.toThrow();
    expect(() => read(drawn(6000))).toThrow(
      expect.objectContaining({ code: "LIMIT_EXCEEDED", detail: { limit: "inflatedTotal" } }),
    );
  });

  test("the letter they are built from is ordinary", () => {
    expect(read(page(TEXT)).words.length).toBeGreaterThan(0);
  });
});
