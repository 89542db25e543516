/** What stands behind a right signature: path, validity, algorithms, revocation, at a time (EN 319 102-1 5.2.6, 5.2.8). */

import { type CertificateFacts, tryCertificate } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import type { ReasonCode } from "../messages/verdict-reasons.ts";
import type { SubIndication } from "../messages/verdicts.ts";
import { type SignatureAlgorithm, signatureAlgorithm } from "../signature/algorithm.ts";
import type { HashName } from "../signature/hash.ts";
import { hashSunset, keySunset } from "../signature/policy.ts";
import { findPath } from "../trust/path.ts";
import type { Domain, Revocation } from "./verdict.ts";

export interface TrustOptions {
  /** DER certificates that end a path: what `--trust` names, and for `--trust practice` this installation's practice CA. */
  readonly anchors: readonly Uint8Array[];
  /** Whether a practice CA among the anchors counts. */
  readonly practice: boolean;
  /** `hard` (default): no revocation evidence gives TRY_LATER; `soft`: a warning. */
  readonly revocation?: "hard" | "soft";
}

export interface Standing {
  /** null: nothing is missing. */
  readonly subIndication: SubIndication | null;
  readonly reasons: readonly ReasonCode[];
  readonly domain: Domain | null;
  /** From the signer to the anchor; empty where none was found. */
  readonly path: readonly CertificateFacts[];
  readonly revocation: Revocation;
  /** The document's signature passes although its revocation was not checked. */
  readonly unchecked: boolean;
}

export interface StandingRequest {
  readonly certificate: CertificateFacts;
  readonly algorithm: SignatureAlgorithm;
  /** Hash that stands for the document, or for what is stamped. */
  readonly digest: HashName;
  /** DER, beside the anchors. */
  readonly pool: readonly Uint8Array[];
  readonly trust: TrustOptions;
  /** Time at which the signature is known to exist. */
  readonly at: Date;
  readonly purpose: "document" | "timestamp";
}

const NOT_CHECKED: Revocation = { status: "not-checked", source: null, time: null };

export function standingOf(request: StandingRequest): Standing {
  const { certificate, trust, at } = request;
  const anchors = certificatesOf(trust.anchors).filter((anchor) => trust.practice || !isPractice(anchor));
  const found = findPath({ leaf: certificate, pool: certificatesOf(request.pool), anchors, at });
  const claimed = isPractice(certificate) ? "practice" : null;
  if (!found) {
    return missing("NO_CERTIFICATE_CHAIN_FOUND", claimed ? "practice" : "chain-not-found", claimed);
  }
  const path = found.certificates;
  const anchor = path.at(-1) ?? certificate;
  const domain = isPractice(anchor) ? "practice" : "administrator";
  const broken = found.problem
    ? ({ subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE", reasons: ["chain-broken"] } as const)
    : (leafProblem(request) ?? weakness(request, path));
  const ground = { domain, path, unchecked: false } as const;
  if (broken) return { ...ground, ...broken, revocation: NOT_CHECKED };
  return { ...ground, ...revocationOf(domain, trust) };
}

function missing(subIndication: SubIndication, reason: ReasonCode, domain: Domain | null): Standing {
  return { subIndication, reasons: [reason], domain, path: [], revocation: NOT_CHECKED, unchecked: false };
}

function certificatesOf(ders: readonly Uint8Array[]): CertificateFacts[] {
  return ders.map(tryCertificate).filter((certificate) => certificate !== null);
}

/** A claim only; it lowers trust and never raises it. */
function isPractice(certificate: CertificateFacts): boolean {
  return certificate.policies.includes(OID.practicePolicy);
}

interface Problem {
  readonly subIndication: SubIndication;
  readonly reasons: readonly ReasonCode[];
}

function leafProblem({ certificate, at, purpose }: StandingRequest): Problem | null {
  const { keyUsage } = certificate;
  const signs =
    keyUsage === null || keyUsage.includes("digitalSignature") || keyUsage.includes("nonRepudiation");
  if (!signs && purpose === "document") {
    return { subIndication: "CHAIN_CONSTRAINTS_FAILURE", reasons: ["certificate-usage"] };
  }
  if (at > certificate.notAfter) {
    return { subIndication: "OUT_OF_BOUNDS_NO_POE", reasons: ["certificate-expired"] };
  }
  if (at < certificate.notBefore) {
    return { subIndication: "OUT_OF_BOUNDS_NO_POE", reasons: ["certificate-not-yet-valid"] };
  }
  return null;
}

/** Every algorithm from the document to the anchor's key must still prove something at that time (TS 119 312). */
function weakness(
  { certificate, algorithm, digest, at }: StandingRequest,
  path: readonly CertificateFacts[],
): Problem | null {
  const links = path.slice(0, -1).map((subject, index) => ({
    key: (path[index + 1] ?? subject).publicKey,
    algorithm: signatureAlgorithm(subject.signatureAlgorithm),
  }));
  const isDead = (sunset: Date | null) => sunset !== null && sunset <= at;
  const dead = [{ key: certificate.publicKey, algorithm }, ...links].some((link) => {
    if (!link.algorithm) return true;
    const hash = link.algorithm.kind === "ed25519" ? null : hashSunset(link.algorithm.hash);
    return isDead(hash) || isDead(keySunset(link.key, link.algorithm));
  });
  return dead || isDead(hashSunset(digest))
    ? { subIndication: "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", reasons: ["algorithm-weak"] }
    : null;
}

/** No evidence is read in this stage. Practice certificates have no status service, by the anchor and not by their claim. */
function revocationOf(domain: Domain, trust: TrustOptions) {
  if (domain === "practice") {
    const revocation: Revocation = { status: "not-needed", source: null, time: null };
    return { subIndication: null, reasons: ["practice"], revocation, unchecked: false } as const;
  }
  if (trust.revocation === "soft") {
    return { subIndication: null, reasons: [], revocation: NOT_CHECKED, unchecked: true } as const;
  }
  return {
    subIndication: "TRY_LATER",
    reasons: ["revocation-not-checked"],
    revocation: NOT_CHECKED,
    unchecked: false,
  } as const;
}
