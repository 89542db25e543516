import { describe, expect, test } from "vitest";
import { octetString, sequence } from "#shared/asn1/encode.ts";
import { toHex } from "#shared/bytes.ts";
import { readSignedData } from "#shared/cms/read.ts";
import { signedAttributes } from "#shared/cms/signed-attributes.ts";
import { signedData } from "#shared/cms/signed-data.ts";
import { signatureValue, withTimestamp } from "#shared/cms/time-stamped.ts";
import { certificateOf, digestOf } from "./signed-message.ts";

const certificate = certificateOf({ serial: 5 });
const request = {
  signedAttributes: signedAttributes({
    digest: digestOf(certificate),
    digestAlgorithm: "sha256",
    signerCertificate: certificate,
    profile: "pades",
  }),
  signature: new Uint8Array(256).fill(7),
  digestAlgorithm: "sha256",
  scheme: "rsa-pkcs1",
  certificates: [certificate, certificateOf({ serial: 6 })],
} as const;
const plain = signedData(request);
const token = sequence(octetString(new Uint8Array(300).fill(1)));

describe("a time-stamp put in later", () => {
  test("gives the message that would have been made with it at once", () => {
    expect(toHex(withTimestamp(plain, token))).toBe(toHex(signedData({ ...request, timestamp: token })));
  });

  test("leaves every signed byte as it was", () => {
    const [before] = readSignedData(plain).data?.signers ?? [];
    const [after] = readSignedData(withTimestamp(plain, token)).data?.signers ?? [];
    expect(after?.fields).toEqual(before?.fields);
    expect(after?.unsignedAttributes).toHaveLength(1);
  });

  test("goes over the signature value", () => {
    expect(signatureValue(plain)).toEqual(request.signature);
  });

  test.each([
    ["one that has a time-stamp already", withTimestamp(plain, token)],
    ["anything else", sequence(octetString(new Uint8Array(3)))],
    ["bytes that are no DER", new Uint8Array(9)],
    ["a message that is cut off", plain.subarray(0, -1)],
  ])("is refused for %s", (_, cms) => {
    expect(() => withTimestamp(cms, token)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});

test("no signature value is read from what is no message", () => {
  expect(() => signatureValue(new Uint8Array(9))).toThrow(
    expect.objectContaining({ code: "INVALID_ARGUMENT" }),
  );
});
