import { describe, expect, test } from "vitest";
import { DerReader, readSingle, TAG } from "#shared/asn1/der.ts";
import { OID } from "#shared/asn1/oids.ts";
import { readOid } from "#shared/asn1/primitive.ts";
import { toHex } from "#shared/bytes.ts";
import { readSignedData } from "#shared/cms/read.ts";
import { signedAttributes } from "#shared/cms/signed-attributes.ts";
import { cmsSizeBound, signedData } from "#shared/cms/signed-data.ts";
import { certificateOf, digestOf } from "./signed-message.ts";

const certificate = certificateOf({ serial: 5 });
const request = {
  digest: digestOf(certificate),
  digestAlgorithm: "sha256",
  signerCertificate: certificate,
  time: new Date("2026-11-26T08:00:00Z"),
} as const;

function oidsOf(attributes: Uint8Array): string[] {
  return new DerReader(readSingle(attributes).content)
    .rest()
    .map(({ content }) => readOid(new DerReader(content).read(TAG.oid)));
}

describe("signed attributes", () => {
  test("in a PDF are content-type, message-digest and signing-certificate-v2, without a time", () => {
    expect(oidsOf(signedAttributes({ ...request, profile: "pades" })).toSorted()).toEqual(
      [OID.contentType, OID.messageDigest, OID.signingCertificateV2].toSorted(),
    );
  });

  test("in a file of its own claim their time too", () => {
    const attributes = signedAttributes({ ...request, profile: "cades" });
    expect(oidsOf(attributes)).toContain(OID.signingTime);
    expect(toHex(attributes)).toContain(Buffer.from("261126080000Z").toString("hex"));
  });

  test("are DER: in ascending order, and the same each time", () => {
    const attributes = signedAttributes({ ...request, profile: "cades" });
    const elements = new DerReader(readSingle(attributes).content)
      .rest()
      .map(({ full }) => Buffer.from(full));
    expect(elements.toSorted(Buffer.compare)).toEqual(elements);
    expect(signedAttributes({ ...request, profile: "cades" })).toEqual(attributes);
  });

  test("without a certificate are refused", () => {
    expect(() =>
      signedAttributes({ ...request, profile: "pades", signerCertificate: new Uint8Array(3) }),
    ).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});

describe("signed data", () => {
  const attributes = signedAttributes({ ...request, profile: "pades" });
  const chain = [certificate, certificateOf({ serial: 6 }), certificateOf({ serial: 7 })];
  const cms = signedData({
    signedAttributes: attributes,
    signature: new Uint8Array(512).fill(7),
    digestAlgorithm: "sha512",
    scheme: "rsa-pss",
    certificates: chain,
  });

  test("is read back as it was put in: detached, its attributes byte for byte", () => {
    const { data } = readSignedData(cms);
    expect(data).toMatchObject({ contentType: OID.data, content: null });
    expect(data?.certificates.map(toHex).toSorted()).toEqual(chain.map(toHex).toSorted());
    expect(data?.signers).toHaveLength(1);
    expect(data?.signers[0]?.signedAttributes).toMatchObject({ der: attributes, flaw: null });
    expect(data?.signers[0]?.signature).toEqual(new Uint8Array(512).fill(7));
  });

  test("stays within the room that was kept for it", () => {
    expect(cms.length).toBeLessThanOrEqual(cmsSizeBound({ certificates: chain }));
    expect(cmsSizeBound({ certificates: chain })).toBeLessThan(16 * 1024);
  });

  test("without a certificate is refused", () => {
    const nothing = { signedAttributes: attributes, signature: new Uint8Array(), certificates: [] };
    expect(() => signedData({ ...nothing, digestAlgorithm: "sha256", scheme: "ecdsa" })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });
});
