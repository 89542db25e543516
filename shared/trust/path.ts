/**
 * Certification paths (RFC 5280 6.1), as far as this stage goes: names, signatures, validity, basic constraints, key usage.
 * Whatever it does not process (name constraints, policies that bind) makes a path fail, never pass.
 */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { equalBytes } from "../bytes.ts";
import { signatureAlgorithm } from "../signature/algorithm.ts";
import { verifySignature } from "../signature/verify.ts";

export interface PathRequest {
  readonly leaf: CertificateFacts;
  /** Where issuers are looked for beside the anchors. */
  readonly pool: readonly CertificateFacts[];
  readonly anchors: readonly CertificateFacts[];
  readonly at: Date;
}

type PathProblem = "validity" | "constraints" | "key-usage" | "extension";

export interface CertificationPath {
  /** From the leaf to the anchor; a trusted leaf is a path by itself. */
  readonly certificates: readonly CertificateFacts[];
  /** First rule that is broken above the leaf; null: none. The leaf's validity is the caller's to judge. */
  readonly problem: PathProblem | null;
}

const MAX_LENGTH = 10;
/** Signature checks for one path; hostile pools of equal names end here. */
const MAX_CHECKS = 200;

/** The path that holds, else the first one found, else null. */
export function findPath(request: PathRequest): CertificationPath | null {
  const budget = { checks: MAX_CHECKS };
  let broken: CertificationPath | null = null;
  for (const certificates of pathsFrom([request.leaf], request, budget)) {
    const problem = problemOf(certificates, request.at);
    if (problem === null) return { certificates, problem };
    broken ??= { certificates, problem };
  }
  return broken;
}

function* pathsFrom(
  path: readonly CertificateFacts[],
  request: PathRequest,
  budget: { checks: number },
): Generator<readonly CertificateFacts[]> {
  const last = path.at(-1);
  if (!last) return;
  if (request.anchors.some((anchor) => equalBytes(anchor.der, last.der))) yield path;
  if (path.length === MAX_LENGTH) return;
  for (const issuer of [...request.anchors, ...request.pool]) {
    if (path.some((earlier) => earlier.sha256 === issuer.sha256)) continue;
    if (!equalBytes(issuer.subject.der, last.issuer.der)) continue;
    if (budget.checks-- <= 0) return;
    if (issued(issuer, last)) yield* pathsFrom([...path, issuer], request, budget);
  }
}

/** RFC 5280 6.1.3 (a)(1): the signature over the original bytes by the issuer's key. */
function issued(issuer: CertificateFacts, subject: CertificateFacts): boolean {
  const algorithm = signatureAlgorithm(subject.signatureAlgorithm);
  if (!algorithm) return false;
  const { signature, tbs } = subject;
  return verifySignature({ key: issuer.publicKey, algorithm, signed: { message: tbs }, signature }).valid;
}

function problemOf(path: readonly CertificateFacts[], at: Date): PathProblem | null {
  for (const [index, certificate] of path.entries()) {
    if (!understood(certificate)) return "extension";
    if (index === 0) continue;
    if (at < certificate.notBefore || at > certificate.notAfter) return "validity";
    if (!mayIssue(certificate, index - 1)) return "constraints";
    if (certificate.keyUsage && !certificate.keyUsage.includes("keyCertSign")) return "key-usage";
  }
  return null;
}

/** RFC 5280 6.1.4 (k)-(m). `below`: intermediates under this one, self-issued ones counted too, which only refuses more. */
function mayIssue(certificate: CertificateFacts, below: number): boolean {
  // Before version 3 there was no basicConstraints; only an anchor, which somebody chose, can be such a one.
  if (certificate.version < 3) return equalBytes(certificate.subject.der, certificate.issuer.der);
  return certificate.isCa && (certificate.pathLength === null || below <= certificate.pathLength);
}

const PROCESSED: readonly string[] = [
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectAltName,
  OID.certificatePolicies,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
];

/** Extensions that bind even where they are not critical, and are not processed yet. */
const BINDING: readonly string[] = [
  OID.nameConstraints,
  OID.policyConstraints,
  OID.policyMappings,
  OID.inhibitAnyPolicy,
];

function understood({ extensions }: CertificateFacts): boolean {
  return extensions.every(({ oid, critical }) =>
    critical ? PROCESSED.includes(oid) : !BINDING.includes(oid),
  );
}
