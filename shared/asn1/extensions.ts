/** Certificate extensions (RFC 5280 4.2): the list as written, and the few whose meaning is used everywhere. */

import { toHex } from "../bytes.ts";
import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "./der.ts";
import { OID } from "./oids.ts";
import { readBoolean, readNamedBits, readNumber, readOid } from "./primitive.ts";

export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** Content of extnValue. */
  readonly value: Uint8Array;
}

/** Bits of KeyUsage in their order (RFC 5280 4.2.1.3). */
export const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export interface ExtensionFacts {
  /** null: no such extension, every use allowed. */
  readonly keyUsage: readonly KeyUsage[] | null;
  /** OIDs of the purposes; null: no such extension. */
  readonly extendedKeyUsage: readonly string[] | null;
  readonly isCa: boolean;
  /** pathLenConstraint; null: none. */
  readonly pathLength: number | null;
  /** Lower-case hexadecimal. */
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  /** OIDs of certificatePolicies. */
  readonly policies: readonly string[];
}

const MAX_EXTENSIONS = 100;

/** Errors: INVALID_ARGUMENT {what: "asn1"}, also where one extension stands twice (RFC 5280 4.2). */
export function readExtensions(list: DerValue): Extension[] {
  const reader = new DerReader(list.content);
  const extensions: Extension[] = [];
  while (!reader.done) {
    const item = reader.enter(TAG.sequence);
    const oid = readOid(item.read(TAG.oid));
    const critical = item.readIf(TAG.boolean);
    const value = item.read(TAG.octetString).content;
    item.finish();
    if (extensions.some((earlier) => earlier.oid === oid)) malformed("extension twice");
    if (extensions.length === MAX_EXTENSIONS) malformed("too many extensions");
    extensions.push({ oid, critical: critical !== null && readBoolean(critical), value });
  }
  return extensions;
}

/** Errors: INVALID_ARGUMENT {what: "asn1"} for a known extension that is malformed. */
export function extensionFacts(extensions: readonly Extension[]): ExtensionFacts {
  const find = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value ?? null;
  const usage = find(OID.keyUsage);
  const purposes = find(OID.extendedKeyUsage);
  const subjectKeyId = find(OID.subjectKeyIdentifier);
  const authorityKeyId = find(OID.authorityKeyIdentifier);
  const policies = find(OID.certificatePolicies);
  return {
    keyUsage: usage ? readKeyUsage(usage) : null,
    extendedKeyUsage: purposes ? items(purposes).map(readOid) : null,
    ...readBasicConstraints(find(OID.basicConstraints)),
    subjectKeyId: subjectKeyId ? toHex(readSingle(subjectKeyId).content) : null,
    authorityKeyId: authorityKeyId ? readAuthorityKeyId(authorityKeyId) : null,
    policies: policies ? items(policies).map(firstOid) : [],
  };
}

function readKeyUsage(value: Uint8Array): KeyUsage[] {
  const bits = readNamedBits(readSingle(value));
  return KEY_USAGES.filter((_, bit) => bits.includes(bit));
}

/** RFC 5280 4.2.1.9: absent cA is false; a path length without cA means nothing. */
function readBasicConstraints(value: Uint8Array | null): { isCa: boolean; pathLength: number | null } {
  if (!value) return { isCa: false, pathLength: null };
  const reader = sequenceIn(value);
  const ca = reader.readIf(TAG.boolean);
  const length = reader.readIf(TAG.integer);
  reader.finish();
  const isCa = ca !== null && readBoolean(ca);
  return { isCa, pathLength: isCa && length ? readNumber(length) : null };
}

function readAuthorityKeyId(value: Uint8Array): string | null {
  const keyId = sequenceIn(value).readIf(contextTag(0, "primitive"));
  return keyId ? toHex(keyId.content) : null;
}

function sequenceIn(value: Uint8Array): DerReader {
  const outer = readSingle(value);
  if (outer.tag !== TAG.sequence) malformed("extension");
  return new DerReader(outer.content);
}

function items(value: Uint8Array): DerValue[] {
  const values = sequenceIn(value).rest();
  if (values.length > MAX_EXTENSIONS) malformed("extension too long");
  return values;
}

function firstOid(value: DerValue): string {
  return readOid(new DerReader(value.content).read(TAG.oid));
}
