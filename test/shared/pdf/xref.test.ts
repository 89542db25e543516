import { describe, expect, test } from "vitest";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { SyntaxFault } from "#shared/pdf/lexer.ts";
import { PDF_LIMITS } from "#shared/pdf/limits.ts";
import { readXrefChain } from "#shared/pdf/xref-chain.ts";
import { findEntry } from "#shared/pdf/xref-section.ts";
import { PdfBuilder } from "../../fixtures/pdf/builder.ts";

const chainOf = (bytes: Uint8Array) => readXrefChain(sourceOf(bytes));

function withThree(finish: (builder: PdfBuilder) => PdfBuilder): Uint8Array {
  return finish(new PdfBuilder().object(1, "1").object(2, "2", 4).object(9, "9")).bytes();
}

describe("tables", () => {
  test("entries are found by number, with their generation; what is not listed is null", () => {
    const { sections, size } = chainOf(withThree((builder) => builder.table("")));
    expect(findEntry(sections, 1)).toEqual({ kind: "offset", offset: 15, generation: 0 });
    expect(findEntry(sections, 2)).toMatchObject({ kind: "offset", generation: 4 });
    expect(findEntry(sections, 0)).toMatchObject({ kind: "free" });
    expect(findEntry(sections, 5)).toBeNull();
    expect(size).toBe(10);
  });

  test("only the entries asked for are read", () => {
    const builder = new PdfBuilder();
    for (let number = 1; number <= 50_000; number++) builder.object(number, "0");
    const file = sourceOf(builder.table("").bytes());
    let read = 0;
    const source = {
      size: file.size,
      read(offset: number, length: number) {
        const bytes = file.read(offset, length);
        read += bytes.length;
        return bytes;
      },
    };
    const { sections } = readXrefChain(source);
    expect(findEntry(sections, 49_999)).toMatchObject({ kind: "offset" });
    expect(read).toBeLessThan(80_000);
  });

  test("entries of another length than 20 bytes are read and said to be odd", () => {
    const chain = chainOf(withThree((builder) => builder.table("", { entryEnd: "\n" })));
    expect(findEntry(chain.sections, 1)).toMatchObject({ kind: "offset", offset: 15 });
    expect(chain.oddities).toEqual(["xref-entries"]);
  });

  test("a table said to begin at 1 that begins with object 0 is read from 0", () => {
    const chain = chainOf(withThree((builder) => builder.table("", { shift: 1 })));
    expect(findEntry(chain.sections, 1)).toMatchObject({ kind: "offset", offset: 15 });
    expect(chain.oddities).toEqual(["xref-starts-at-one", "xref-size"]);
  });

  test("two subsections for one number are said to overlap", () => {
    const text =
      "%PDF-1.4\nxref\n0 1\n0000000000 65535 f \n0 1\n0000000009 00000 n \ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF";
    expect(chainOf(latin1Bytes(text)).oddities).toEqual(["xref-overlap"]);
  });

  test.each([
    ["", ["xref-size"]],
    ["/Size 1", ["xref-size"]],
    ["/Size 2", []],
  ])("a trailer with %j for two numbers is said to have no Size above them, or has it", (size, oddities) => {
    const rows = "0000000000 65535 f \n0000000009 00000 n \n";
    const text = `%PDF-1.4\nxref\n0 2\n${rows}trailer\n<<${size}>>\nstartxref\n9\n%%EOF`;
    expect(chainOf(latin1Bytes(text)).oddities).toEqual(oddities);
  });
});

describe("streams", () => {
  test.each([
    ["plain", {}],
    ["predicted", { predictor: true }],
    ["with wide fields", { widths: [1, 8, 3] as const }],
  ])("%s rows", (_, style) => {
    const { sections } = chainOf(withThree((builder) => builder.xrefStream(10, "", style)));
    expect(findEntry(sections, 1)).toEqual({ kind: "offset", offset: 15, generation: 0 });
    expect(findEntry(sections, 2)).toMatchObject({ generation: 4 });
    expect(findEntry(sections, 10)).toMatchObject({ kind: "offset" });
  });

  test("members of object streams are told by container and index", () => {
    const bytes = new PdfBuilder()
      .objectStream(5, [
        [1, "1"],
        [2, "2"],
      ])
      .xrefStream(6, "")
      .bytes();
    expect(findEntry(chainOf(bytes).sections, 2)).toEqual({ kind: "compressed", container: 5, index: 1 });
  });

  test("a missing type field means an object in use, a missing Index all numbers below Size", () => {
    const data = "\x00\x00\x07";
    const object = `1 0 obj\n<</Type/XRef/W[0 1 0]/Size 3/Length 3>>stream\n${data}\nendstream endobj\n`;
    const { sections } = chainOf(latin1Bytes(`%PDF-1.5\n${object}startxref\n9\n%%EOF`));
    expect(findEntry(sections, 2)).toEqual({ kind: "offset", offset: 7, generation: 0 });
  });

  test.each([
    ["\x00\x00\xff\x01\x09\x00", []],
    ["\x00\x00\xff\x41\x09\x00", ["xref-row-type"]],
  ])("a row of no known type is said, since readers do not agree on it", (data, oddities) => {
    const object = `1 0 obj\n<</Type/XRef/W[1 1 1]/Size 2/Length 6>>stream\n${data}\nendstream endobj\n`;
    expect(chainOf(latin1Bytes(`%PDF-1.5\n${object}startxref\n9\n%%EOF`)).oddities).toEqual(oddities);
  });

  test.each([
    ["", ["xref-size"]],
    ["/Size 2", []],
  ])("an Index with %j beside it is said to have no Size above it, or has it", (size, oddities) => {
    const object = `1 0 obj\n<</Type/XRef/W[1 1 1]/Index[1 1]${size}/Length 3>>stream\n\x01\x09\x00\nendstream endobj\n`;
    expect(chainOf(latin1Bytes(`%PDF-1.5\n${object}startxref\n9\n%%EOF`)).oddities).toEqual(oddities);
  });

  test("fewer rows than announced are said to be missing", () => {
    const object = "1 0 obj\n<</Type/XRef/W[1 1 1]/Size 3/Length 3>>stream\n\x01\x09\x00\nendstream endobj\n";
    const chain = chainOf(latin1Bytes(`%PDF-1.5\n${object}startxref\n9\n%%EOF`));
    expect(chain.oddities).toEqual(["xref-rows-missing"]);
    expect(findEntry(chain.sections, 2)).toBeNull();
  });

  test.each(["[1 1]", "[1 9 1]", "[0 0 0]", "[1 -1 1]", "3"])("W %s is refused", (widths) => {
    const object = `1 0 obj\n<</Type/XRef/W ${widths}/Size 1/Length 0>>stream\n\nendstream endobj\n`;
    expect(() => chainOf(latin1Bytes(`%PDF-1.5\n${object}startxref\n9\n%%EOF`))).toThrow(SyntaxFault);
  });
});

describe("chains", () => {
  test("a later section wins, and a freed object is free", () => {
    const builder = new PdfBuilder().object(1, "old").object(2, "x").table("");
    const bytes = builder.object(1, "new").free(2, 1).table("").bytes();
    const { sections } = chainOf(bytes);
    const entry = findEntry(sections, 1);
    expect(entry?.kind === "offset" && entry.offset).toBeGreaterThan(100);
    expect(findEntry(sections, 2)).toEqual({ kind: "free", generation: 1 });
  });

  test("a hybrid's hidden stream is asked before its Prev", () => {
    const builder = new PdfBuilder().object(1, "old").table("");
    const { sections } = chainOf(
      builder
        .objectStream(2, [[1, "new"]])
        .hybrid(3, "")
        .bytes(),
    );
    expect(sections[0]?.kind).toBe("table");
    expect(findEntry(sections, 1)).toEqual({ kind: "compressed", container: 2, index: 0 });
  });

  test("Prev 0 means none", () => {
    const bytes = new PdfBuilder().object(1, "1").table("/Prev 0").bytes();
    expect(chainOf(bytes).sections.length).toBe(1);
  });

  test("a loop ends the chain and is said", () => {
    const table = (prev: number) => `xref\n0 0\ntrailer\n<</Size 1/Prev ${prev}>>\n`;
    const text = `%PDF-1.4\n${table(9)}startxref\n9\n%%EOF`;
    expect(chainOf(latin1Bytes(text)).oddities).toEqual(["xref-loop"]);
  });

  test("startxref is found before thousands of NULs", () => {
    const bytes = concatBytes([withThree((builder) => builder.table("")), new Uint8Array(3000)]);
    expect(chainOf(bytes).sections.length).toBe(1);
  });

  test.each(["", "startxref\nabc\n%%EOF", "startxref\n5\n%%EOF", "startxref\n99999\n%%EOF"])(
    "a file that ends with %j has no chain",
    (tail) => {
      expect(() => chainOf(latin1Bytes(`%PDF-1.4\n${tail}`))).toThrow(SyntaxFault);
    },
  );

  test("revisions up to the limit are read, more are LIMIT_EXCEEDED", () => {
    const builder = new PdfBuilder().object(1, "1");
    for (let revision = 0; revision < PDF_LIMITS.revisions; revision++) builder.table("");
    expect(chainOf(builder.bytes()).sections.length).toBe(PDF_LIMITS.revisions);
    expect(() => chainOf(builder.table("").bytes())).toThrow(
      new SignError("LIMIT_EXCEEDED", { limit: "revisions" }),
    );
  });

  test("object numbers above the limit are LIMIT_EXCEEDED", () => {
    const text =
      "%PDF-1.4\nxref\n99999999 0\n99999998 1\n0000000009 00000 n \ntrailer\n<<>>\nstartxref\n9\n%%EOF";
    expect(() => chainOf(latin1Bytes(text))).toThrow(
      new SignError("LIMIT_EXCEEDED", { limit: "objectNumber" }),
    );
  });
});
