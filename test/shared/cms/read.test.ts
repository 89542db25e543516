import { describe, expect, test } from "vitest";
import { concatBytes } from "#shared/bytes.ts";
import { readSignedData } from "#shared/cms/read.ts";
import { contentType, messageDigest, signedMessage } from "./signed-message.ts";

const content = new TextEncoder().encode("nội dung");
const message = { content, attributes: [contentType, messageDigest(content)] };
const bytes = signedMessage(message);

describe("what follows the message", () => {
  test("zeros are the rest of a PDF's Contents", () => {
    const { data } = readSignedData(concatBytes([bytes, new Uint8Array(1000)]));
    expect(data?.signers).toHaveLength(1);
  });

  test("anything else is refused", () => {
    const padded = concatBytes([bytes, new Uint8Array(10), Uint8Array.of(1)]);
    expect(readSignedData(padded)).toEqual({ data: null, reason: "cms-trailing-bytes" });
  });

  test("zeros behind an indefinite frame are no part of it", () => {
    const ber = signedMessage({ ...message, indefinite: true });
    expect(readSignedData(concatBytes([ber, new Uint8Array(50)])).data).not.toBeNull();
    expect(readSignedData(ber.subarray(0, ber.length - 2))).toMatchObject({ reason: "cms-unreadable" });
  });
});

describe("what is no message", () => {
  test.each([
    ["nothing", new Uint8Array()],
    ["zeros", new Uint8Array(100)],
    ["text", content],
  ])("%s", (_, input) => {
    expect(readSignedData(input).data).toBeNull();
  });

  test("another content type", () => {
    const other = bytes.slice();
    // The last arc of signedData (1.2.840.113549.1.7.2) becomes envelopedData.
    const at = Buffer.from(other).indexOf(Buffer.from("2a864886f70d010702", "hex"));
    other[at + 8] = 3;
    expect(readSignedData(other)).toEqual({ data: null, reason: "cms-not-signed-data" });
  });
});

test("embedded content and every signer are given", () => {
  const { data } = readSignedData(signedMessage({ ...message, embedded: content, signers: 3 }));
  expect(data?.content).toEqual(content);
  expect(data?.signers).toHaveLength(3);
});

test("truncated and flipped messages are read or refused, never thrown about", () => {
  for (let at = 0; at < bytes.length; at++) {
    const flipped = bytes.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    expect(() => readSignedData(flipped)).not.toThrow();
    expect(readSignedData(bytes.subarray(0, at)).data).toBeNull();
  }
});
