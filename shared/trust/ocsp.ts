/** OCSP responses (RFC 6960 4.2) as facts. Takes an OCSPResponse or the BasicOCSPResponse inside one. */

import { type AlgorithmIdentifier, readAlgorithm } from "../asn1/algorithm.ts";
import { type CertificateFacts, tryCertificate } from "../asn1/certificate.ts";
import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { type Extension, readExtensions } from "../asn1/extensions.ts";
import { readOctetBits, readOid } from "../asn1/primitive.ts";
import { readTime } from "../asn1/time.ts";
import { toHex } from "../bytes.ts";
import { type HashName, hashByOid } from "../signature/hash.ts";
import { type ComparableName, comparableName } from "./comparable-name.ts";
import { type RevocationReason, readReason } from "./crl-entries.ts";
import { TRUST_OID } from "./oids.ts";
import type { SignedObject } from "./signature-ledger.ts";

type ResponderId =
  | { readonly kind: "name"; readonly name: ComparableName }
  /** SHA-1 of the key bits, lower-case hexadecimal. */
  | { readonly kind: "key"; readonly hash: string };

export interface SingleResponse {
  readonly hash: HashName | null;
  /** Lower-case hexadecimal. */
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  /** Content octets of the serial number. */
  readonly serial: Uint8Array;
  readonly status: "good" | "revoked" | "unknown";
  readonly revokedAt: Date | null;
  readonly reason: RevocationReason;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** The responder keeps the status of certificates that expired since then (4.4.4). */
  readonly archiveCutoff: Date | null;
  /** False: an unknown critical extension. */
  readonly usable: boolean;
}

export interface OcspResponse extends SignedObject {
  readonly der: Uint8Array;
  readonly responder: ResponderId;
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  readonly certificates: readonly CertificateFacts[];
  /** Lower-case hexadecimal of the nonce extension's value; null: none. */
  readonly nonce: string | null;
  readonly usable: boolean;
}

const MAX_BYTES = 1024 * 1024;
const MAX_RESPONSES = 1000;
const MAX_CERTIFICATES = 20;
const SUCCESSFUL = 0;

/** Errors: INVALID_ARGUMENT {what: "asn1"}, also for an answer that is not `successful` (4.2.1). */
function readOcspResponse(der: Uint8Array): OcspResponse {
  if (der.length > MAX_BYTES) malformed("ocsp response too large");
  const outer = readSingle(der);
  if (outer.tag !== TAG.sequence) malformed("ocsp response");
  const reader = new DerReader(outer.content);
  return readBasic(der, reader.nextTag === TAG.enumerated ? unwrap(reader) : outer);
}

/** `readOcspResponse`, or null where the bytes are no response that says anything. */
export function tryOcspResponse(der: Uint8Array): OcspResponse | null {
  try {
    return readOcspResponse(der);
  } catch {
    return null;
  }
}

function unwrap(reader: DerReader): DerValue {
  if (reader.read(TAG.enumerated).content[0] !== SUCCESSFUL) malformed("ocsp status");
  const bytes = reader.enter(contextTag(0)).enter(TAG.sequence);
  reader.finish();
  if (readOid(bytes.read(TAG.oid)) !== TRUST_OID.basicOcsp) malformed("ocsp response type");
  const basic = readSingle(bytes.read(TAG.octetString).content);
  if (basic.tag !== TAG.sequence) malformed("ocsp response");
  return basic;
}

/** BasicOCSPResponse (4.2.1). */
function readBasic(der: Uint8Array, basic: DerValue): OcspResponse {
  const reader = new DerReader(basic.content);
  const tbs = reader.read(TAG.sequence);
  const signatureAlgorithm: AlgorithmIdentifier = readAlgorithm(reader.read(TAG.sequence));
  const signature = readOctetBits(reader.read(TAG.bitString));
  const list = reader.enterIf(contextTag(0))?.enter(TAG.sequence).rest() ?? [];
  reader.finish();
  const certificates = list.slice(0, MAX_CERTIFICATES).map(({ full }) => tryCertificate(full));
  return {
    der,
    tbs: tbs.full,
    signatureAlgorithm,
    signature,
    certificates: certificates.filter((certificate) => certificate !== null),
    ...readData(tbs),
  };
}

/** ResponseData (4.2.1). */
function readData(tbs: DerValue) {
  const reader = new DerReader(tbs.content);
  reader.readIf(contextTag(0));
  const responder = readResponder(reader.readAny());
  const producedAt = readTime(reader.read(TAG.generalizedTime));
  const items = reader.enter(TAG.sequence).rest();
  const extensions = readOptionalExtensions(reader);
  reader.finish();
  if (items.length > MAX_RESPONSES) malformed("ocsp responses");
  const nonce = extensions.find(({ oid }) => oid === TRUST_OID.ocspNonce);
  return {
    responder,
    producedAt,
    responses: items.map(readItem),
    nonce: nonce ? toHex(nonce.value) : null,
    usable: hasOnlyKnown(extensions, [TRUST_OID.ocspNonce]),
  };
}

function readResponder(value: DerValue): ResponderId {
  const inner = readSingle(value.content);
  if (value.tag === contextTag(1)) return { kind: "name", name: comparableName(inner.full) };
  if (value.tag !== contextTag(2) || inner.tag !== TAG.octetString) malformed("responder");
  return { kind: "key", hash: toHex(inner.content) };
}

/** SingleResponse with its CertID (4.1.1, 4.2.1). */
function readItem(item: DerValue): SingleResponse {
  const reader = new DerReader(item.content);
  const id = reader.enter(TAG.sequence);
  const algorithm = readAlgorithm(id.read(TAG.sequence));
  const issuerNameHash = toHex(id.read(TAG.octetString).content);
  const issuerKeyHash = toHex(id.read(TAG.octetString).content);
  const serial = id.read(TAG.integer).content;
  id.finish();
  const status = readStatus(reader.readAny());
  const thisUpdate = readTime(reader.read(TAG.generalizedTime));
  const next = reader.enterIf(contextTag(0));
  const extensions = readOptionalExtensions(reader);
  reader.finish();
  const cutoff = extensions.find(({ oid }) => oid === TRUST_OID.ocspArchiveCutoff)?.value;
  return {
    hash: hashByOid(algorithm.oid),
    issuerNameHash,
    issuerKeyHash,
    serial,
    ...status,
    thisUpdate,
    nextUpdate: next ? readTime(next.read(TAG.generalizedTime)) : null,
    archiveCutoff: cutoff ? readTime(readSingle(cutoff)) : null,
    usable: hasOnlyKnown(extensions, [TRUST_OID.ocspArchiveCutoff]),
  };
}

function readStatus(value: DerValue) {
  const unrevoked = { revokedAt: null, reason: "unspecified" } as const;
  if (value.tag === contextTag(0, "primitive")) return { status: "good", ...unrevoked } as const;
  if (value.tag === contextTag(2, "primitive")) return { status: "unknown", ...unrevoked } as const;
  if (value.tag !== contextTag(1)) return malformed("certificate status");
  const reader = new DerReader(value.content);
  const revokedAt = readTime(reader.read(TAG.generalizedTime));
  const reason = reader.enterIf(contextTag(0))?.read(TAG.enumerated);
  reader.finish();
  return { status: "revoked", revokedAt, reason: reason ? readReason(reason) : "unspecified" } as const;
}

function readOptionalExtensions(reader: DerReader): readonly Extension[] {
  const list = reader.enterIf(contextTag(1));
  return list ? readExtensions(list.read(TAG.sequence)) : [];
}

function hasOnlyKnown(extensions: readonly Extension[], known: readonly string[]): boolean {
  return extensions.every(({ oid, critical }) => !critical || known.includes(oid));
}
