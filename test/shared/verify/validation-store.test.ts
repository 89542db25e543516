import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { validationStore } from "#shared/verify/validation-store.ts";
import { SignedDocument } from "../../tools/signed/document.ts";
import { ca, listOf, root } from "../../tools/signed/world.ts";
import { smallPdf } from "./signing.ts";

const stream = (text: string) => `<</Length ${text.length}>>\nstream\n${text}\nendstream`;
/** Objects from 4 on; the store is number 4. */
const storeOf = (...more: string[]) =>
  validationStore(openPdf(sourceOf(smallPdf({ catalog: "/DSS 4 0 R", more }))));
const words = (items: readonly Uint8Array[] | undefined) =>
  items?.map((item) => Buffer.from(item).toString("latin1"));

describe("the document security store", () => {
  test("gives what it holds, byte for byte", () => {
    const list = listOf(ca);
    const { bytes } = SignedDocument.blank().stored({ certificates: [ca, root], crls: [list] });
    const store = validationStore(openPdf(sourceOf(bytes)));
    expect(store?.certificates).toEqual([ca.facts.der, root.facts.der]);
    expect(store?.crls).toEqual([list]);
    expect(store?.ocspResponses).toEqual([]);
  });

  test("entries of VRI count, each stream once however often it is named", () => {
    const store = storeOf(
      "<</Certs [5 0 R 5 0 R] /VRI <</0123456789ABCDEF0123456789ABCDEF01234567 <</Cert [5 0 R 6 0 R] /OCSP [7 0 R]>>>>>>",
      stream("one"),
      stream("two"),
      stream("answer"),
    );
    expect(words(store?.certificates)).toEqual(["one", "two"]);
    expect(words(store?.ocspResponses)).toEqual(["answer"]);
  });

  test("a document without one has none", () => {
    expect(validationStore(openPdf(sourceOf(smallPdf())))).toBeNull();
  });

  test.each([
    ["no dictionary", ["[5 0 R]", stream("one")]],
    ["a loop of references", ["<</Certs 5 0 R>>", "6 0 R", "5 0 R"]],
    ["lists that are none", ["<</Certs (text) /CRLs 12 /OCSPs <<>> /VRI [1 2]>>"]],
    ["items that are no streams", ["<</Certs [5 0 R (text) null 99 0 R]>>", "<</Length 3>>"]],
    [
      "streams that cannot be decoded",
      ["<</Certs [5 0 R]>>", "<</Length 3 /Filter /Unknown>>\nstream\nabc\nendstream"],
    ],
  ])("%s: nothing, and no error", (_, more) => {
    const store = storeOf(...more);
    expect(words(store?.certificates) ?? []).toEqual([]);
  });

  test("what can be read beside what cannot be counts", () => {
    const broken = "<</Length 3 /Filter /Unknown>>\nstream\nabc\nendstream";
    expect(words(storeOf("<</Certs [5 0 R 6 0 R]>>", broken, stream("one"))?.certificates)).toEqual(["one"]);
  });

  test("a store of very many streams is read up to a bound", () => {
    const many = Array.from({ length: 900 }, (_, index) => stream(`c${index}`));
    const references = many.map((_, index) => `${index + 5} 0 R`).join(" ");
    const store = storeOf(`<</Certs [${references}]>>`, ...many);
    expect(store?.certificates.length).toBe(500);
  });
});
