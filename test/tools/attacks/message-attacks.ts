/** Messages that look like the signer's and are not, or are so in another way than is said. Each is a finished /Contents over `content`. */

import { constants, privateEncrypt, sign } from "node:crypto";
import { contextTag } from "#shared/asn1/der.ts";
import {
  encode,
  explicit,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { concatBytes } from "#shared/bytes.ts";
import {
  adobeCase,
  ecdsaChanged,
  type MessageCase,
  octetsOf,
  P256_ORDER,
  padesCase,
  pair,
  withoutReference,
} from "./message-case.ts";
import {
  attribute,
  byPss,
  bySha256,
  contentType,
  digestBy,
  identifier,
  inOrder,
  issuerAndSerial,
  message,
  messageDigest,
  pssIdentifier,
  reference,
  signerInfo,
  usual,
} from "./message-parts.ts";
import { KEY_ID } from "./message-world.ts";

const negative = (value: bigint) => encode(0x02, octetsOf(value | (1n << 255n)).subarray(0, 32));

const long = (value: Uint8Array) =>
  concatBytes([value.subarray(0, 1), Uint8Array.of(0x82, 0, value[1] ?? 0), value.subarray(2)]);

/** RFC 5652 5.4 read the other way: what a signer without attributes signed is shown as attributes about another document. */
function attributesAroundPdf(content: Uint8Array): Uint8Array[] {
  const carrier = attribute(
    "1.2.3.4.5",
    octetString(new TextEncoder().encode(`%PDF-1.7\n${"x".repeat(3000)}\n%%EOF`)),
  );
  return inOrder([contentType(), messageDigest(digestBy("sha256", content)), carrier]);
}

export const MESSAGE_ATTACKS: Readonly<Record<string, MessageCase>> = {
  "signers: two": padesCase(({ signer, stranger }, content) => ({
    infos: [signerInfo(content, { by: signer }), signerInfo(content, { by: stranger })],
    certificates: [signer.facts.der, stranger.facts.der],
  })),
  "signers: the same twice": padesCase(({ signer }, content) => {
    const info = signerInfo(content, { by: signer });
    return { infos: [info, info] };
  }),
  "signers: none": padesCase(() => ({ infos: [] })),
  "certificate: of another with the same key": padesCase(({ sameKey, signer }, content) => ({
    id: issuerAndSerial(sameKey),
    attributes: usual(content, signer),
    certificates: [signer.facts.der, sameKey.facts.der],
  })),
  "certificate: a reference to another, the right one second": padesCase(({ signer, sameKey }, content) => {
    const ids = [sameKey, signer].map(({ facts }) => sequence(octetString(digestBy("sha256", facts.der))));
    const both = attribute(OID.signingCertificateV2, sequence(sequence(...ids)));
    return { attributes: inOrder(withoutReference(content, both)) };
  }),
  "certificate: two references that differ": padesCase(({ signer, sameKey }, content) => ({
    attributes: inOrder([...usual(content, signer), reference(sameKey.facts.der, 1)]),
  })),
  "certificate: no reference": padesCase((_, content) => ({
    attributes: inOrder(withoutReference(content)),
  })),
  "certificate: two of one issuer and serial": padesCase(({ signer, twin }) => ({
    certificates: [twin.facts.der, signer.facts.der],
  })),
  "certificate: the twin's key, the signer's identity": padesCase(({ signer, twin }, content) => ({
    by: twin,
    attributes: usual(content, signer),
    certificates: [signer.facts.der],
  })),
  "certificate: a key identifier that two have": padesCase(({ signer, twin }) => ({
    id: encode(contextTag(0, "primitive"), KEY_ID),
    certificates: [signer.facts.der, twin.facts.der],
  })),
  "certificate: a key identifier of the signer, the twin's key": padesCase(({ signer, twin }, content) => ({
    by: twin,
    id: encode(contextTag(0, "primitive"), KEY_ID),
    attributes: usual(content, twin),
    certificates: [signer.facts.der],
  })),
  "certificate: an empty key identifier": padesCase(() => ({ id: encode(contextTag(0, "primitive")) })),
  "certificate: of a responder of status": padesCase(({ responder }) => ({ by: responder })),
  "certificate: of a time-stamping authority": padesCase(({ tsa }) => ({ by: tsa })),
  "certificate: of an authority": padesCase(({ authority }) => ({ by: authority })),
  "certificate: for encipherment only": padesCase(({ encipherer }) => ({ by: encipherer })),
  "attributes: out of order": padesCase(({ signer }, content) => ({
    attributes: usual(content, signer).toReversed(),
  })),
  "attributes: the digest twice": padesCase(({ signer }, content) => ({
    attributes: inOrder([...usual(content, signer), messageDigest(digestBy("sha256", new Uint8Array()))]),
  })),
  "attributes: two values of the digest": padesCase(({ signer }, content) => {
    const digests = [content, new Uint8Array()].map((each) => octetString(digestBy("sha256", each)));
    return {
      attributes: inOrder([
        contentType(),
        attribute(OID.messageDigest, ...digests),
        reference(signer.facts.der),
      ]),
    };
  }),
  "attributes: a digest of other content": padesCase(({ signer }) => ({
    attributes: usual(new Uint8Array(), signer),
  })),
  "attributes: a digest cut short": padesCase(({ signer }, content) => ({
    attributes: inOrder([
      contentType(),
      messageDigest(digestBy("sha256", content).subarray(0, 20)),
      reference(signer.facts.der),
    ]),
  })),
  "attributes: an empty digest": padesCase(({ signer }) => ({
    attributes: inOrder([contentType(), messageDigest(new Uint8Array()), reference(signer.facts.der)]),
  })),
  "attributes: none": padesCase(() => ({ attributes: null })),
  "attributes: an empty set": padesCase(() => ({ attributes: [] })),
  "attributes: long lengths": padesCase(({ signer }, content) => ({
    attributes: usual(content, signer).map(long),
  })),
  "attributes: indefinite length": padesCase(({ signer }, content) => ({
    attributeSet: concatBytes([Uint8Array.of(0xa0, 0x80), ...usual(content, signer), Uint8Array.of(0, 0)]),
  })),
  "attributes: of a time-stamp": padesCase(({ signer }, content) => ({
    attributes: inOrder([
      contentType(OID.tstInfo),
      messageDigest(digestBy("sha256", content)),
      reference(signer.facts.der),
    ]),
  })),
  "attributes: a document of their own inside": adobeCase((_, content) => ({
    attributes: attributesAroundPdf(content),
  })),
  "content: embedded beside": padesCase((_, content) => ({ embedded: explicit(0, octetString(content)) })),
  "content: another one embedded": padesCase(() => {
    const other = new TextEncoder().encode("nội dung khác");
    return { embedded: explicit(0, octetString(other)) };
  }),
  "content: another one embedded, whose digest is signed": padesCase(({ signer }) => {
    const other = new TextEncoder().encode("nội dung khác");
    return { embedded: explicit(0, octetString(other)), attributes: usual(other, signer) };
  }),
  "content: an empty one embedded": padesCase(() => ({
    embedded: explicit(0, octetString(new Uint8Array())),
  })),
  "content: of another type": padesCase(() => ({ eContentType: OID.signedData })),
  "content: of another type, without attributes": adobeCase(() => ({
    eContentType: OID.tstInfo,
    attributes: null,
  })),
  "digest: SHA-512 said, SHA-256 signed": padesCase((_, content) => ({
    digestAlgorithm: identifier(OID.sha512),
    attributes: inOrder([contentType(), messageDigest(digestBy("sha512", content))]),
  })),
  "digest: MD5": padesCase(({ signer }, content) => ({
    digestAlgorithm: identifier("1.2.840.113549.2.5"),
    attributes: inOrder([
      contentType(),
      messageDigest(digestBy("md5", content)),
      reference(signer.facts.der),
    ]),
  })),
  "digest: SHA-1 today": padesCase(({ signer }, content) => ({
    digestAlgorithm: identifier(OID.sha1),
    signatureAlgorithm: identifier("1.2.840.10045.4.1"),
    sign: (signed, key) => new Uint8Array(sign("sha1", signed, key)),
    attributes: inOrder([
      contentType(),
      messageDigest(digestBy("sha1", content)),
      reference(signer.facts.der),
    ]),
  })),
  "digest: unknown parameters": padesCase(() => ({ digestAlgorithm: identifier(OID.sha256, integer(1)) })),
  "PSS: another salt length than said": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: pssIdentifier({ salt: 20 }),
    sign: byPss,
  })),
  "PSS: a negative room for salt": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: pssIdentifier({ salt: 250 }),
    sign: byPss,
  })),
  "PSS: a trailer of its own": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: pssIdentifier({ trailer: 2 }),
    sign: byPss,
  })),
  "PSS: a weaker mask": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: pssIdentifier({ mgfHash: OID.sha1 }),
    sign: byPss,
  })),
  "PSS: another hash than the digest": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: pssIdentifier({ hash: OID.sha512 }),
    sign: byPss,
  })),
  "PSS: no parameters": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: identifier(OID.rsaPss),
    sign: byPss,
  })),
  "RSA: garbage behind the digest": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: identifier(OID.sha256WithRsa, nullValue()),
    sign: (signed, key) => {
      const info = sequence(identifier(OID.sha256, nullValue()), octetString(digestBy("sha256", signed)));
      const padded = concatBytes([info, new Uint8Array(32)]);
      return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, padded));
    },
  })),
  "RSA: the digest without its name": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: identifier(OID.sha256WithRsa, nullValue()),
    sign: (signed, key) =>
      new Uint8Array(
        privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestBy("sha256", signed)),
      ),
  })),
  "RSA: a value of zeros": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: identifier(OID.sha256WithRsa, nullValue()),
    sign: () => new Uint8Array(256),
  })),
  "RSA: said of a key on a curve": padesCase(() => ({
    signatureAlgorithm: identifier(OID.sha256WithRsa, nullValue()),
  })),
  "ECDSA: r and s of zero": padesCase(() => ({ sign: ecdsaChanged(() => pair(0n, 0n)) })),
  "ECDSA: r and s of one": padesCase(() => ({ sign: ecdsaChanged(() => pair(1n, 1n)) })),
  "ECDSA: s beyond the order": padesCase(() => ({ sign: ecdsaChanged((r, s) => pair(r, s + P256_ORDER)) })),
  "ECDSA: r of the order": padesCase(() => ({ sign: ecdsaChanged((_, s) => pair(P256_ORDER, s)) })),
  "ECDSA: negative numbers": padesCase(() => ({
    sign: ecdsaChanged((r, s) => sequence(negative(r), negative(s))),
  })),
  "ECDSA: a number too many": padesCase(() => ({
    sign: ecdsaChanged((r, s) => sequence(integer(octetsOf(r)), integer(octetsOf(s)), integer(1))),
  })),
  "ECDSA: octets behind": padesCase(() => ({
    sign: (signed, key) => concatBytes([bySha256(signed, key), Uint8Array.of(0)]),
  })),
  "ECDSA: numbers side by side": padesCase(() => ({
    sign: (signed, key) => new Uint8Array(sign("sha256", signed, { key, dsaEncoding: "ieee-p1363" })),
  })),
  "ECDSA: parameters": padesCase(() => ({
    signatureAlgorithm: identifier(OID.ecdsaWithSha256, objectIdentifier(OID.p256)),
  })),
  "frame: octets behind": padesCase(() => ({ tail: Uint8Array.of(0, 0, 1) })),
  "frame: a second message behind": padesCase(({ signer }, content) => ({
    tail: message(content, { by: signer }),
  })),
  "frame: in an octet string": {
    make: ({ signer }, content) => octetString(message(content, { by: signer })),
  },
  "frame: in another message": {
    make: ({ signer, stranger }, content) => {
      const inner = message(content, { by: signer });
      return message(content, {
        by: stranger,
        embedded: explicit(0, octetString(inner)),
        eContentType: OID.signedData,
      });
    },
  },
  "counter-signature: a trusted one under a stranger's": padesCase(({ signer, stranger }) => ({
    by: stranger,
    certificates: [stranger.facts.der, signer.facts.der],
    unsigned: (signature) => [
      attribute(
        OID.counterSignature,
        signerInfo(signature, {
          by: signer,
          attributes: inOrder([messageDigest(digestBy("sha256", signature)), reference(signer.facts.der)]),
        }),
      ),
    ],
  })),
};
