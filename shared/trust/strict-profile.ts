/**
 * What RFC 5280 section 4 and the CA/Browser Forum's baseline ask of issuers, beyond what section 6 asks of verifiers. Applied
 * only where a server or mailbox name is to be confirmed; documents are signed under authorities that never followed all of it.
 */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { contextTag, DerReader, readSingle, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { sameName } from "./comparable-name.ts";
import { TRUST_OID } from "./oids.ts";
import type { CandidatePath } from "./path-rules.ts";
import type { PathFault } from "./reason.ts";

const MAX_SERIAL_OCTETS = 20;
const MIN_RSA_BITS = 2048;

/** null where every certificate of the path, the anchor's included, is as it should be. */
export function strictFault({ certificates, anchor }: CandidatePath): PathFault | null {
  const all = anchor.certificate ? [...certificates, anchor.certificate] : certificates;
  for (const [index, certificate] of all.entries()) {
    const place = index === 0 ? "leaf" : index === certificates.length ? "anchor" : "intermediate";
    const lawful = isLawful(certificate, place) && isUnder(certificate, all[index + 1]);
    if (!lawful) return { reason: "profile", index };
  }
  return null;
}

type Place = "leaf" | "intermediate" | "anchor";

function isLawful(certificate: CertificateFacts, place: Place): boolean {
  const { version, extendedKeyUsage } = certificate;
  // Baseline 7.1.1.
  if (version !== 3 || !hasLawfulSerial(certificate) || !hasLawfulKey(certificate)) return false;
  if (hasCritical(certificate, ALWAYS_NONCRITICAL) || !hasLawfulAccess(certificate)) return false;
  if (!hasLawfulAuthorityKeyId(certificate, place)) return false;
  // Baseline 7.1.2.1.2: a root is for every purpose.
  if (place === "anchor" && extendedKeyUsage) return false;
  return place === "leaf" ? isLawfulLeaf(certificate) : isLawfulAuthority(certificate);
}

const ALWAYS_NONCRITICAL: readonly string[] = [
  OID.authorityKeyIdentifier,
  OID.subjectKeyIdentifier,
  TRUST_OID.authorityInformation,
];

function find({ extensions }: CertificateFacts, oid: string) {
  return extensions.find((extension) => extension.oid === oid);
}

function hasCritical({ extensions }: CertificateFacts, oids: readonly string[]): boolean {
  return extensions.some(({ oid, critical }) => critical && oids.includes(oid));
}

/** 4.1.2.2: positive, at most 20 octets. */
function hasLawfulSerial({ serial }: CertificateFacts): boolean {
  const [first = 0] = serial;
  return first < 0x80 && serial.some((octet) => octet !== 0) && serial.length <= MAX_SERIAL_OCTETS;
}

/** Baseline 6.1.5. */
function hasLawfulKey({ publicKey }: CertificateFacts): boolean {
  if (publicKey.kind === "rsa") return publicKey.bits >= MIN_RSA_BITS;
  return publicKey.kind === "ec" && publicKey.curve.startsWith("P-");
}

/** 4.2.1.1; baseline 7.1.2.11.1: the key identifier and nothing else; a self-signed one may go without, or name itself. */
function hasLawfulAuthorityKeyId(certificate: CertificateFacts, place: Place): boolean {
  const value = find(certificate, OID.authorityKeyIdentifier)?.value;
  const selfSigned = place === "anchor" && sameName(certificate.subject.der, certificate.issuer.der);
  if (!value) return selfSigned;
  const outer = readSingle(value);
  const parts = new DerReader(outer.content).rest();
  if (outer.tag !== TAG.sequence || parts[0]?.tag !== contextTag(0, "primitive")) return false;
  if (place !== "anchor") return true;
  return parts.length === 1 && (!selfSigned || certificate.authorityKeyId === certificate.subjectKeyId);
}

/** 4.2.1.1: the identifiers agree along the path. */
function isUnder({ authorityKeyId }: CertificateFacts, issuer: CertificateFacts | undefined): boolean {
  return !issuer || !authorityKeyId || authorityKeyId === issuer.subjectKeyId;
}

/** 4.2.1.2, 4.2.1.9, 4.2.1.10: an identifier; basic constraints and name constraints critical. */
function isLawfulAuthority(certificate: CertificateFacts): boolean {
  const { subjectKeyId } = certificate;
  const constraints = find(certificate, OID.nameConstraints);
  const basic = find(certificate, OID.basicConstraints);
  return subjectKeyId !== null && basic?.critical === true && constraints?.critical !== false;
}

/** Baseline 7.1.2.7: a CA only where its key usage says so, too; named by alternative names; purposes named one by one. */
function isLawfulLeaf(certificate: CertificateFacts): boolean {
  const names = find(certificate, OID.subjectAltName);
  const inconsistent = certificate.isCa && certificate.keyUsage?.includes("keyCertSign") === false;
  if (inconsistent || !names) return false;
  const nameless = readSingle(certificate.subject.der).content.length === 0;
  if (names.critical !== nameless) return false;
  const { extendedKeyUsage } = certificate;
  if (extendedKeyUsage?.includes(TRUST_OID.anyExtendedKeyUsage)) return false;
  return !hasCritical(certificate, [OID.extendedKeyUsage]);
}

/** AuthorityInfoAccessSyntax (4.2.2.1): at least one description, each a method and a place. */
function hasLawfulAccess(certificate: CertificateFacts): boolean {
  const value = find(certificate, TRUST_OID.authorityInformation)?.value;
  if (!value) return true;
  try {
    const descriptions = new DerReader(value).enter(TAG.sequence).rest();
    return descriptions.length > 0 && descriptions.every(({ content }) => isDescription(content));
  } catch {
    return false;
  }
}

function isDescription(content: Uint8Array): boolean {
  const reader = new DerReader(content);
  reader.read(TAG.oid);
  reader.readAny();
  return reader.done;
}
