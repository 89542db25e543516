/** Builds signed messages piece by piece, also unlawful ones, with a key of its own; for tests of reading and checking. */

import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { buildCertificate } from "#shared/asn1/build-certificate.ts";
import { contextTag } from "#shared/asn1/der.ts";
import {
  encode,
  explicit,
  integer,
  objectIdentifier,
  octetString,
  retag,
  sequence,
  setOf,
} from "#shared/asn1/encode.ts";
import { writeName } from "#shared/asn1/name.ts";
import { OID } from "#shared/asn1/oids.ts";
import { concatBytes } from "#shared/bytes.ts";

const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const name = writeName([["commonName", "Người ký"]]);
const ecdsa = sequence(objectIdentifier(OID.ecdsaWithSha256));
const sha256 = sequence(objectIdentifier(OID.sha256));

export interface Person {
  readonly serial: number;
  readonly name?: Uint8Array;
}

/** A certificate over the one key; another serial number makes another certificate. */
export function certificateOf({ serial, name: subject = name }: Person): Uint8Array {
  return buildCertificate({
    serial: Uint8Array.of(serial),
    issuer: subject,
    subject,
    notBefore: new Date("2026-01-01T00:00:00Z"),
    notAfter: new Date("2036-01-01T00:00:00Z"),
    spki: pair.publicKey.export({ format: "der", type: "spki" }),
    keyUsage: ["digitalSignature"],
    caPathLength: null,
    subjectKeyId: Uint8Array.of(7),
    authorityKeyId: Uint8Array.of(7),
    policy: OID.practicePolicy,
    signatureAlgorithm: ecdsa,
    sign: (tbs) => sign("sha256", tbs, pair.privateKey),
  });
}

export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(values));
}

export function digestOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

export const contentType = attribute(OID.contentType, objectIdentifier(OID.data));

export function messageDigest(content: Uint8Array): Uint8Array {
  return attribute(OID.messageDigest, octetString(digestOf(content)));
}

/** signing-certificate-v2 over a certificate, by SHA-256. */
export function reference(certificate: Uint8Array): Uint8Array {
  return attribute(
    OID.signingCertificateV2,
    sequence(sequence(sequence(octetString(digestOf(certificate))))),
  );
}

export interface Message {
  readonly content: Uint8Array;
  /** Signed attributes in this order; null: none, the content itself is signed. */
  readonly attributes: readonly Uint8Array[] | null;
  /** Embedded certificates; default: the signer's. */
  readonly certificates?: readonly Uint8Array[];
  readonly embedded?: Uint8Array;
  readonly unsigned?: readonly Uint8Array[];
  /** What the SignerInfo says of the digest. */
  readonly digestAlgorithm?: Uint8Array;
  readonly signers?: number;
  /** Frame of indefinite length (BER). */
  readonly indefinite?: boolean;
  /** Serial number of the signer's certificate. */
  readonly serial?: number;
}

export function signedMessage(message: Message): Uint8Array {
  const { attributes, content, embedded, certificates = [certificateOf({ serial: 1 })] } = message;
  const signerInfos = Array.from({ length: message.signers ?? 1 }, () =>
    signerInfo(message, attributes, content),
  );
  const data = [
    integer(1),
    setOf([sha256]),
    sequence(objectIdentifier(OID.data), ...(embedded ? [explicit(0, octetString(embedded))] : [])),
    ...(certificates.length > 0 ? [encode(contextTag(0), ...certificates)] : []),
    encode(0x31, ...signerInfos),
  ];
  if (!message.indefinite) return sequence(objectIdentifier(OID.signedData), explicit(0, sequence(...data)));
  const inner = indefinite(0x30, ...data);
  return indefinite(0x30, objectIdentifier(OID.signedData), indefinite(contextTag(0), inner));
}

function indefinite(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes([Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0)]);
}

function signerInfo(message: Message, attributes: Message["attributes"], content: Uint8Array): Uint8Array {
  // Not `setOf`: the order is the test's.
  const set = attributes && encode(0x31, ...attributes);
  const signature = sign("sha256", set ?? content, pair.privateKey);
  return sequence(
    integer(1),
    sequence(name, integer(message.serial ?? 1)),
    message.digestAlgorithm ?? sha256,
    ...(set ? [retag(contextTag(0), set)] : []),
    ecdsa,
    octetString(signature),
    ...(message.unsigned ? [encode(contextTag(1), ...message.unsigned)] : []),
  );
}
