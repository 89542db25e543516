import { describe, expect, test } from "vitest";
import { SignError } from "#shared/errors.ts";
import { latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { type SparsePdf, sparsePdf, sparseSource } from "../../fixtures/pdf/sparse.ts";

const GIB = 1024 ** 3;

function signed(file: SparsePdf): SparsePdf {
  const document = openPdf(sparseSource(file));
  const prepared = prepareSignature(document, { time: new Date(0), reserve: 64 });
  const bytes = embedCms(prepared, Uint8Array.of(0x30, 0x00));
  return { size: file.size + bytes.length, pieces: [...file.pieces, { at: file.size, bytes }] };
}

const last = ({ pieces }: SparsePdf) => latin1Text(pieces.at(-1)?.bytes ?? new Uint8Array(0));

describe.each(["table", "stream"] as const)("a file beyond 32-bit offsets, cross-reference %s", (kind) => {
  test.each([2, 4, 4.1, 8])("of %s GiB is signed twice", (size) => {
    const file = sparsePdf(Math.floor(size * GIB), kind);
    const twice = signed(signed(file));
    const document = openPdf(sparseSource(twice));
    const [first, second] = listSignatures(document);
    expect([first?.coverage, first?.problems]).toEqual(["revision", []]);
    expect([second?.coverage, second?.problems]).toEqual(["whole-file", []]);
    expect(document.xref.sections.map((section) => section.kind)).toEqual([kind, kind, kind]);
    expect(second?.ranges?.[1].end).toBe(twice.size);
  });

  test("offsets in what is appended lie beyond four gigabytes, to the byte", () => {
    const file = sparsePdf(5 * GIB, kind);
    const { objects } = openPdf(sparseSource(signed(file)));
    expect(objects.load({ number: 3, generation: 0 })?.at).toBeGreaterThan(5 * GIB);
    expect(last(signed(file))).toMatch(/\/ByteRange \[0 53687\d{5} 53687\d{5} \d+ *\]/);
  });

  test("a file whose offsets would need more than ten digits is LIMIT_EXCEEDED, one just below is signed", () => {
    const most = 9_999_999_999;
    const file = (size: number) => sparsePdf(size - sparsePdf(0, kind).size - 40, kind);
    expect(() => signed(file(most))).toThrow(new SignError("LIMIT_EXCEEDED", { limit: "fileBytes" }));
    expect(signed(file(most - 5000)).size).toBeLessThanOrEqual(most);
  });
});
