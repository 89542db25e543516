import { describe, expect, test } from "vitest";
import { integer, sequence } from "#shared/asn1/encode.ts";
import { SignedDocument } from "../../tools/signed/document.ts";
import {
  counterSignature,
  type MessageOrder,
  type SignerOrder,
  signatureStamp,
  signedMessage,
  stampOver,
} from "../../tools/signed/message.ts";
import {
  ca,
  day,
  freshListOf,
  judgeMessage,
  judgePdf,
  outcomes,
  root,
  signerOf,
  stampAuthority,
} from "../../tools/signed/world.ts";

const content = new TextEncoder().encode("Công văn số 125");
const signer = signerOf(ca, { to: day("2040-01-01") });
const second = signerOf(ca, { to: day("2040-01-01") });
const tsa = stampAuthority();
const question = { crls: [freshListOf(root), freshListOf(ca)] };

function cms(order: Partial<SignerOrder> = {}, more: Partial<MessageOrder> = {}): Uint8Array {
  return signedMessage({
    content,
    embed: true,
    certificates: [ca, second],
    signers: [{ by: signer, ...order }],
    ...more,
  });
}

const judged = async (message: Uint8Array, more = {}) =>
  (await judgeMessage(message, { ...question, ...more })).signatures;

describe("attached and detached messages", () => {
  test("the content inside is what counts", async () => {
    expect(await judged(cms())).toMatchObject([
      { indication: "TOTAL-PASSED", kind: "cms", field: null, coverage: "whole-file", changes: "none" },
    ]);
  });

  test("a content given beside one that is inside must be the same", async () => {
    expect(await judged(cms(), { content })).toMatchObject([{ indication: "TOTAL-PASSED" }]);
    expect(await judged(cms(), { content: Uint8Array.of(1) })).toMatchObject([{ integrity: false }]);
  });

  test("each of several signers is an entry of its own", async () => {
    const both = cms({}, { signers: [{ by: signer }, { by: second }] });
    expect(await judged(both)).toMatchObject([
      { indication: "TOTAL-PASSED" },
      { indication: "TOTAL-PASSED" },
    ]);
    const foreign = stampAuthority();
    const mixed = await judged(cms({}, { signers: [{ by: signer }, { by: foreign, names: second }] }));
    expect(mixed.map(({ indication }) => indication).toSorted()).toEqual(["INDETERMINATE", "TOTAL-PASSED"]);
  });
});

test("a message without signers, as certificates travel in, is not signed; never valid, with whatever content", async () => {
  for (const more of [{ embed: false }, { embed: true }]) {
    const verdict = await judgeMessage(cms({}, { signers: [], ...more }), question);
    expect(verdict).toMatchObject({ indication: "NO-SIGNATURE", signatures: [] });
  }
  expect(await judged(cms())).toHaveLength(1);
});

describe("counter-signatures", () => {
  test("sign the signature value, and stand behind the signature they belong to", async () => {
    const countered = cms({ unsigned: [counterSignature({ by: second })] });
    const entries = await judged(countered);
    expect(entries).toMatchObject([
      { indication: "TOTAL-PASSED" },
      { indication: "TOTAL-PASSED", counterSignatureOf: 0 },
    ]);
    expect(entries[0]).not.toHaveProperty("counterSignatureOf");
  });

  test("one that was made for another signature is a HASH_FAILURE and leaves its parent alone", async () => {
    const make = counterSignature({ by: second });
    const foreign = cms({ unsigned: [(own) => make({ ...own, signature: Uint8Array.of(1, 2, 3) })] });
    expect(await judged(foreign)).toMatchObject([
      { indication: "TOTAL-PASSED" },
      { indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE", counterSignatureOf: 0 },
    ]);
  });

  test("one may be counter-signed and stamped itself", async () => {
    const inner = counterSignature({ by: signer });
    const outer = counterSignature({
      by: second,
      unsigned: [signatureStamp({ by: tsa, time: day("2020-03-10") }), inner],
    });
    expect(await judged(cms({ unsigned: [outer] }))).toMatchObject([
      { indication: "TOTAL-PASSED" },
      { indication: "TOTAL-PASSED", counterSignatureOf: 0, bestTime: day("2020-03-10").toISOString() },
      { indication: "TOTAL-PASSED", counterSignatureOf: 1 },
    ]);
  });
});

describe("time-stamp tokens as files", () => {
  const token = stampOver(content, { by: tsa, time: day("2020-03-10") });

  test("hold over the content that was stamped", async () => {
    expect(await judged(token, { content })).toMatchObject([
      { indication: "TOTAL-PASSED", kind: "timestamp", timestamp: { time: day("2020-03-10").toISOString() } },
    ]);
  });

  test("do not hold over another, and say nothing without one", async () => {
    expect(await judged(token, { content: Uint8Array.of(1) })).toMatchObject([
      { subIndication: "HASH_FAILURE" },
    ]);
    expect(await judged(token)).toMatchObject([{ subIndication: "SIGNED_DATA_NOT_FOUND" }]);
  });

  test("the reply of a service is its token; a refusal is none", async () => {
    const reply = (status: number) => sequence(sequence(integer(status)), token);
    expect(await judged(reply(0), { content })).toMatchObject([{ indication: "TOTAL-PASSED" }]);
    expect(await judged(reply(2), { content })).toMatchObject([{ subIndication: "FORMAT_FAILURE" }]);
  });
});

describe("adbe.pkcs7.sha1", () => {
  test("is read, and its SHA-1 proves nothing today", async () => {
    const document = SignedDocument.blank().signedSha1({ by: signer }, { certificates: [ca] });
    const verdict = await judgePdf(document.bytes, question);
    expect(verdict.signatures).toMatchObject([
      { integrity: true, subFilter: "adbe.pkcs7.sha1", subIndication: "CRYPTO_CONSTRAINTS_FAILURE_NO_POE" },
    ]);
  });

  test("the same document signed over SHA-256 passes", async () => {
    const document = SignedDocument.blank().signed(
      { by: signer },
      { certificates: [ca] },
      "adbe.pkcs7.detached",
    );
    expect(await outcomes(judgePdf(document.bytes, question))).toEqual(["TOTAL-PASSED"]);
  });
});
