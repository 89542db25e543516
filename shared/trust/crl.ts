/** Certificate revocation lists (RFC 5280 5.1-5.3) as facts: complete, delta and indirect ones. */

import { type AlgorithmIdentifier, readAlgorithm } from "../asn1/algorithm.ts";
import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { type Extension, readExtensions } from "../asn1/extensions.ts";
import { OID } from "../asn1/oids.ts";
import { readOctetBits, readUnsigned } from "../asn1/primitive.ts";
import { readTime } from "../asn1/time.ts";
import { equalBytes, toHex } from "../bytes.ts";
import { type ComparableName, comparableName } from "./comparable-name.ts";
import { CrlEntries } from "./crl-entries.ts";
import { type IssuingDistributionPoint, readIssuingDistributionPoint } from "./distribution-point.ts";
import { TRUST_OID } from "./oids.ts";
import type { SignedObject } from "./signature-ledger.ts";

export interface Crl extends SignedObject {
  readonly der: Uint8Array;
  readonly issuer: ComparableName;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** cRLNumber; null: none. */
  readonly number: bigint | null;
  /** As 5.2.1 and 5.2.3 ask of issuers: key identifier, a number that is not critical. */
  readonly isByProfile: boolean;
  /** BaseCRLNumber of a delta CRL; null: a complete one. */
  readonly baseNumber: bigint | null;
  readonly distribution: IssuingDistributionPoint | null;
  /** Equal for CRLs of one scope: the bytes of their IssuingDistributionPoint. */
  readonly scope: string;
  /** Key identifier of the issuer, lower-case hexadecimal. */
  readonly authorityKeyId: string | null;
  /** Content of the extension that says where its deltas are (5.2.6). */
  readonly freshest: Uint8Array | null;
  /** Certificates that expired since then are still listed (ITU-T X.509 9.5.2.8). */
  readonly keepsExpiredSince: Date | null;
  /** False: an unknown critical extension says that the list means something else (5.2, 5.3). */
  readonly usable: boolean;
  readonly entries: CrlEntries;
}

const MAX_BYTES = 32 * 1024 * 1024;

const PROCESSED: readonly string[] = [
  OID.authorityKeyIdentifier,
  TRUST_OID.issuerAltName,
  TRUST_OID.crlNumber,
  TRUST_OID.deltaCrlIndicator,
  TRUST_OID.issuingDistributionPoint,
  TRUST_OID.freshestCrl,
  TRUST_OID.expiredCertificatesOnCrl,
];

/** Errors: INVALID_ARGUMENT {what: "asn1"}. */
function readCrl(der: Uint8Array): Crl {
  if (der.length > MAX_BYTES) malformed("crl too large");
  const outer = readSingle(der);
  if (outer.tag !== TAG.sequence) malformed("crl");
  const reader = new DerReader(outer.content);
  const tbs = reader.read(TAG.sequence);
  const signatureAlgorithm = readAlgorithm(reader.read(TAG.sequence));
  const signature = readOctetBits(reader.read(TAG.bitString));
  reader.finish();
  return { der, tbs: tbs.full, signatureAlgorithm, signature, ...readTbs(tbs, signatureAlgorithm) };
}

/** `readCrl`, or null where the bytes are no CRL. */
export function tryCrl(der: Uint8Array): Crl | null {
  try {
    return readCrl(der);
  } catch {
    return null;
  }
}

/** TBSCertList (5.1.2). */
function readTbs(tbs: DerValue, outerAlgorithm: AlgorithmIdentifier) {
  const reader = new DerReader(tbs.content);
  reader.readIf(TAG.integer);
  const algorithm = readAlgorithm(reader.read(TAG.sequence));
  // 5.1.1.2: the algorithm inside the signed part must be the same.
  if (!equalBytes(algorithm.der, outerAlgorithm.der)) malformed("signature algorithms differ");
  const issuer = comparableName(reader.read(TAG.sequence).full);
  const thisUpdate = readTime(reader.readAny());
  const nextUpdate = isTime(reader.nextTag) ? readTime(reader.readAny()) : null;
  const revoked = reader.readIf(TAG.sequence);
  const explicitExtensions = reader.enterIf(contextTag(0));
  reader.finish();
  const extensions = explicitExtensions ? readExtensions(explicitExtensions.read(TAG.sequence)) : [];
  explicitExtensions?.finish();
  const entries = new CrlEntries(revoked, issuer);
  const known = extensions.every(({ oid, critical }) => !critical || PROCESSED.includes(oid));
  return { issuer, thisUpdate, nextUpdate, entries, usable: known && entries.usable, ...factsOf(extensions) };
}

function factsOf(extensions: readonly Extension[]) {
  const value = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;
  const distribution = value(TRUST_OID.issuingDistributionPoint);
  const keyId = value(OID.authorityKeyIdentifier);
  const number = extensions.find(({ oid }) => oid === TRUST_OID.crlNumber);
  const expired = value(TRUST_OID.expiredCertificatesOnCrl);
  return {
    number: readBig(number?.value),
    isByProfile: keyId !== undefined && number?.critical === false,
    baseNumber: readBig(value(TRUST_OID.deltaCrlIndicator)),
    distribution: distribution ? readIssuingDistributionPoint(distribution) : null,
    scope: distribution ? toHex(distribution) : "",
    authorityKeyId: keyId ? readKeyId(keyId) : null,
    freshest: value(TRUST_OID.freshestCrl) ?? null,
    keepsExpiredSince: expired ? readTime(readSingle(expired)) : null,
  };
}

/** CRLNumber may have 20 octets (5.2.3), more than a number holds. */
function readBig(value: Uint8Array | undefined): bigint | null {
  return value ? BigInt(`0x${toHex(readUnsigned(readSingle(value)))}`) : null;
}

function readKeyId(value: Uint8Array): string | null {
  const keyId = new DerReader(readSingle(value).content).readIf(contextTag(0, "primitive"));
  return keyId && toHex(keyId.content);
}

function isTime(tag: number | null): boolean {
  return tag === TAG.utcTime || tag === TAG.generalizedTime;
}
