import { describe, expect, test } from "vitest";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";

const LETTER = new TextEncoder().encode(
  "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n" +
    "0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n",
);

describe("signing in two phases", () => {
  test("a prepared and filled signature is found again in its lawful form", () => {
    const prepared = prepareSignature(openPdf(sourceOf(LETTER)), { time: new Date(0), reserve: 100 });
    const file = concatBytes([LETTER, embedCms(prepared, Uint8Array.of(0x30, 1, 2))]);
    const [signature] = listSignatures(openPdf(sourceOf(file)));
    expect(signature).toMatchObject({ field: "Signature1", coverage: "whole-file", problems: [] });
  });
});
