/** Certificates and revocation evidence that travel inside a signed message; nothing here is judged. */

import { contextTag, DerReader, type DerValue, readSingle, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readOid } from "../asn1/primitive.ts";
import type { Attribute } from "./attributes.ts";
import type { SignedDataFacts, SignerFacts } from "./read.ts";

/** DER of each; an OCSP answer is an OCSPResponse or a BasicOCSPResponse. */
export interface EmbeddedMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

/** Items of one kind in one place; real messages have a handful. */
const MAX_ITEMS = 100;

/** Of the message and of one of its signers; what cannot be read is left out. */
export function embeddedMaterial(data: SignedDataFacts, signer: SignerFacts | null): EmbeddedMaterial {
  const signed = signer?.signedAttributes?.attributes ?? [];
  const unsigned = signer?.unsignedAttributes ?? [];
  const parts = [
    ofRevocationInfo(data),
    // Adobe's own attribute is a signed one (ISO 32000-2 12.8.3.3.2).
    ...valuesOf(signed, OID.adobeRevocationInfo).map(readRevocationValues),
    // EN 319 122-1 5.4.1, 5.4.2: as unsigned attributes.
    ...valuesOf(unsigned, OID.revocationValues).map(readRevocationValues),
    ...valuesOf(unsigned, OID.certificateValues).map(readCertificateValues),
  ];
  return {
    certificates: [...data.certificates, ...parts.flatMap(({ certificates }) => certificates)],
    crls: parts.flatMap(({ crls }) => crls),
    ocspResponses: parts.flatMap(({ ocspResponses }) => ocspResponses),
  };
}

const NOTHING: EmbeddedMaterial = { certificates: [], crls: [], ocspResponses: [] };

/** RevocationInfoChoices (RFC 5652 10.2.1): CRLs, and OCSP responses as RFC 5940 adds them. */
function ofRevocationInfo({ revocationInfo }: SignedDataFacts): EmbeddedMaterial {
  const values = revocationInfo ? (orNone(() => listOf(revocationInfo.content)) ?? []) : [];
  const crls = values.filter(({ tag }) => tag === TAG.sequence).map(({ full }) => full);
  const others = values.filter(({ tag }) => tag === contextTag(1));
  return { certificates: [], crls, ocspResponses: others.flatMap(ocspOf) };
}

function listOf(content: Uint8Array): DerValue[] {
  return new DerReader(content, "ber").rest().slice(0, MAX_ITEMS);
}

function ocspOf(other: DerValue): Uint8Array[] {
  return (
    orNone(() => {
      const reader = new DerReader(other.content, "ber");
      return readOid(reader.read(TAG.oid)) === OID.ocspRevocationInfo ? [reader.read(TAG.sequence).full] : [];
    }) ?? []
  );
}

function valuesOf(attributes: readonly Attribute[], oid: string): Uint8Array[] {
  return attributes.filter((attribute) => attribute.oid === oid).map(({ values }) => values);
}

/**
 * RevocationInfoArchival and RevocationValues have one shape (EN 319 122-1 5.4.2): [0] CRLs, [1] OCSP answers, both explicit;
 * whatever else there is stays unread.
 */
function readRevocationValues(values: Uint8Array): EmbeddedMaterial {
  return (
    orNone(() => {
      const reader = new DerReader(values, "ber").enter(TAG.sequence);
      const crls = listIn(reader, 0);
      return { certificates: [], crls, ocspResponses: listIn(reader, 1) };
    }) ?? NOTHING
  );
}

function listIn(reader: DerReader, tag: number): Uint8Array[] {
  const list = reader.enterIf(contextTag(tag))?.enter(TAG.sequence).rest() ?? [];
  return list.slice(0, MAX_ITEMS).map(({ full }) => full);
}

/** CertificateValues ::= SEQUENCE OF Certificate (EN 319 122-1 5.4.1). */
function readCertificateValues(values: Uint8Array): EmbeddedMaterial {
  const list = orNone(() => listOf(readSingle(values).content)) ?? [];
  return { ...NOTHING, certificates: list.map(({ full }) => full) };
}

function orNone<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
