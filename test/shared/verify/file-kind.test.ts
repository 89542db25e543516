import { describe, expect, test } from "vitest";
import { octetString } from "#shared/asn1/encode.ts";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { indexOfBytes, latin1Bytes } from "#shared/pdf/characters.ts";
import { kindOfFile } from "#shared/verify/file-kind.ts";
import { SignedDocument } from "../../tools/signed/document.ts";
import { attribute, type SignerOrder, signedMessage } from "../../tools/signed/message.ts";
import { ca, day, freshListOf, judgeMessage, root, signerOf } from "../../tools/signed/world.ts";

const signer = signerOf(ca, { to: day("2040-01-01") });
const document = SignedDocument.blank().bytes;
const around = (content: Uint8Array, order: Partial<SignerOrder> = {}) =>
  signedMessage({ content, embed: true, certificates: [ca], signers: [{ by: signer, ...order }] });
const kind = (bytes: Uint8Array) => kindOfFile(sourceOf(bytes));

/** An unsigned attribute of no meaning that carries these octets. */
const carrying = (text: string) => () => attribute("1.2.3.4", octetString(latin1Bytes(text)));

describe("what a file is", () => {
  test("a PDF, also with bytes before its header", () => {
    expect(kind(document)).toBe("pdf");
    expect(kind(concatBytes([latin1Bytes("From: van thu\r\n"), document]))).toBe("pdf");
  });

  test("a message around any content, and around a PDF", () => {
    expect(kind(around(latin1Bytes("Công văn")))).toBe("cms");
    expect(kind(around(document))).toBe("cms");
  });

  test("a PDF behind the first octets of a message is that PDF", () => {
    const begun = around(document).subarray(0, 20);
    expect(kind(concatBytes([begun, document]))).toBe("pdf");
  });

  test("a message whose unsigned part could lead a reader to another document is judged as a PDF", () => {
    expect(kind(around(document, { unsigned: [carrying("a note")] }))).toBe("cms");
    for (const word of ["startxref\n9\n%%EOF", "1 0 obj<<>>endobj", "trailer<<>>", "%PDF-1.4"])
      expect(kind(around(document, { unsigned: [carrying(word)] })), word).toBe("pdf");
  });
});

describe("the verdict over a message around a PDF", () => {
  const question = { crls: [freshListOf(root), freshListOf(ca)] };
  const judged = async (bytes: Uint8Array) => (await judgeMessage(bytes, question)).signatures;
  const inside = [expect.objectContaining({ code: "document-inside" })];

  test("is that of its signature, and says that a document is inside", async () => {
    const [entry] = await judged(around(document));
    expect(entry).toMatchObject({ indication: "TOTAL-PASSED", warnings: inside });
    const [plain] = await judged(around(latin1Bytes("Công văn")));
    expect(plain).toMatchObject({ indication: "TOTAL-PASSED", warnings: [] });
  });

  test("is never good where the document inside was changed", async () => {
    const changed = around(document);
    changed.set(latin1Bytes("9"), indexOfBytes(changed, latin1Bytes("%PDF-1.")) + 7);
    expect(await judged(changed)).toMatchObject([{ integrity: false }]);
    expect(kind(changed)).toBe("cms");
  });
});
