/** A signed message for the /Contents of a PDF, each part of it open to change: what an enemy who may write bytes would try. */

import { constants, createHash, type KeyObject, sign } from "node:crypto";
import { contextTag } from "#shared/asn1/der.ts";
import {
  compareOctets,
  encode,
  explicit,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  retag,
  sequence,
  setOf,
} from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { concatBytes } from "#shared/bytes.ts";
import type { Holder } from "../../shared/trust/pki.ts";

export function digestBy(hash: string, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(hash).update(bytes).digest());
}

export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(values));
}

export function identifier(oid: string, ...parameters: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), ...parameters);
}

export const SHA256 = identifier(OID.sha256);
export const ECDSA_SHA256 = identifier(OID.ecdsaWithSha256);

export const contentType = (oid: string = OID.data) => attribute(OID.contentType, objectIdentifier(oid));
export const messageDigest = (digest: Uint8Array) => attribute(OID.messageDigest, octetString(digest));

/** ESS signing-certificate (version 1, SHA-1) or -v2 (SHA-256) that names `der`. */
export function reference(der: Uint8Array, version: 1 | 2 = 2): Uint8Array {
  const hash = digestBy(version === 1 ? "sha1" : "sha256", der);
  const list = sequence(sequence(sequence(octetString(hash))));
  return attribute(version === 1 ? OID.signingCertificate : OID.signingCertificateV2, list);
}

/** What a signer info is made of; whatever is left out is lawful. */
export interface InfoParts {
  readonly by: Holder;
  /** SignerIdentifier; default issuer and serial of `by`. */
  readonly id?: Uint8Array;
  readonly digestAlgorithm?: Uint8Array;
  readonly signatureAlgorithm?: Uint8Array;
  /** Attributes as they stand in the set, in this order; null: none. Default: type, digest, reference. */
  readonly attributes?: readonly Uint8Array[] | null;
  /** The whole [0]; replaces `attributes`. */
  readonly attributeSet?: Uint8Array;
  /** From what is signed to the signature value; default ECDSA with SHA-256. */
  readonly sign?: (signed: Uint8Array, key: KeyObject) => Uint8Array;
  readonly unsigned?: (signature: Uint8Array) => readonly Uint8Array[];
  readonly version?: number;
}

export interface MessageParts extends InfoParts {
  /** eContent with its [0]; default none. */
  readonly embedded?: Uint8Array;
  readonly eContentType?: string;
  readonly certificates?: readonly Uint8Array[];
  readonly version?: number;
  /** SignerInfos; default the one that the parts describe. */
  readonly infos?: readonly Uint8Array[];
  readonly tail?: Uint8Array;
}

export const bySha256 = (signed: Uint8Array, key: KeyObject) => new Uint8Array(sign("sha256", signed, key));

/** In DER order. */
export function inOrder(attributes: readonly Uint8Array[]): Uint8Array[] {
  return attributes.toSorted(compareOctets);
}

export function issuerAndSerial({ facts }: Holder): Uint8Array {
  return sequence(facts.issuer.der, encode(0x02, facts.serial));
}

export function usual(content: Uint8Array, by: Holder): Uint8Array[] {
  return inOrder([contentType(), messageDigest(digestBy("sha256", content)), reference(by.facts.der)]);
}

export function signerInfo(content: Uint8Array, parts: InfoParts): Uint8Array {
  const { by, attributes = usual(content, by), version = 1 } = parts;
  const set = parts.attributeSet ?? (attributes && encode(contextTag(0), ...attributes));
  const signed = set ? retag(0x31, set) : content;
  const signature = (parts.sign ?? bySha256)(signed, by.key.privateKey);
  const unsigned = parts.unsigned?.(signature) ?? [];
  return sequence(
    integer(version),
    parts.id ?? issuerAndSerial(by),
    parts.digestAlgorithm ?? SHA256,
    ...(set ? [set] : []),
    parts.signatureAlgorithm ?? ECDSA_SHA256,
    octetString(signature),
    ...(unsigned.length > 0 ? [encode(contextTag(1), ...unsigned)] : []),
  );
}

export function message(content: Uint8Array, parts: MessageParts): Uint8Array {
  const { by, infos = [signerInfo(content, { ...parts, version: 1 })], version = 1 } = parts;
  const data = sequence(
    integer(version),
    setOf([SHA256]),
    sequence(objectIdentifier(parts.eContentType ?? OID.data), ...(parts.embedded ? [parts.embedded] : [])),
    encode(contextTag(0), ...(parts.certificates ?? [by.facts.der])),
    encode(0x31, ...infos),
  );
  const info = sequence(objectIdentifier(OID.signedData), explicit(0, data));
  return concatBytes([info, parts.tail ?? new Uint8Array()]);
}

/** RSASSA-PSS-params (RFC 8017 A.2.3). */
export interface PssClaim {
  readonly hash?: string;
  readonly mgfHash?: string;
  readonly salt?: number;
  readonly trailer?: number;
}

export function pssIdentifier({ hash = OID.sha256, mgfHash = OID.sha256, salt = 32, trailer }: PssClaim) {
  return identifier(
    OID.rsaPss,
    sequence(
      explicit(0, identifier(hash, nullValue())),
      explicit(1, identifier("1.2.840.113549.1.1.8", identifier(mgfHash, nullValue()))),
      explicit(2, integer(salt)),
      ...(trailer === undefined ? [] : [explicit(3, integer(trailer))]),
    ),
  );
}

export const byPss = (signed: Uint8Array, key: KeyObject) =>
  new Uint8Array(sign("sha256", signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }));
