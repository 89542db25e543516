/** What stands behind a right signature: path, validity, algorithms, revocation, at a time (EN 319 102-1 5.2.6, 5.2.8). */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import type { WarningCode } from "../messages/verdict-reasons.ts";
import type { SignatureAlgorithm } from "../signature/algorithm.ts";
import type { HashName } from "../signature/hash.ts";
import { pinnedAnchors } from "../trust/built-in-anchors.ts";
import type { CertificateStatus } from "../trust/certificate-status.ts";
import { TRUST_OID } from "../trust/oids.ts";
import type { CandidatePath } from "../trust/path-rules.ts";
import { type PathRequest, type PathResult, validatePath } from "../trust/validate.ts";
import type { Outcome } from "./failure.ts";
import { isPractice, type TrustGround } from "./ground.ts";
import { pastProblem } from "./past-validation.ts";
import {
  indeterminate,
  missingProblem,
  type Problem,
  type Reason,
  revokedProblem,
  ruleProblem,
  unknownProblem,
  weaknessProblem,
} from "./path-outcome.ts";
import { isExcepted, isWeak } from "./strength.ts";
import type { Domain, Revocation } from "./verdict.ts";
import { chainEnd } from "./wish-list.ts";

/** TOTAL-PASSED: nothing is missing. */
export interface Standing extends Outcome {
  readonly reasons: readonly Reason[];
  /** What the signature passes in spite of. */
  readonly warnings: readonly WarningCode[];
  readonly domain: Domain | null;
  /** The path that holds, else the one that came farthest; null where none was found. */
  readonly path: CandidatePath | null;
  readonly revocation: Revocation;
}

export interface StandingRequest {
  readonly certificate: CertificateFacts;
  readonly algorithm: SignatureAlgorithm;
  /** Hash that stands for the document, or for what is stamped. */
  readonly digest: HashName;
  /** With the material of the message. */
  readonly ground: TrustGround;
  /** Time at which the signature is known to exist. */
  readonly at: Date;
  /** `at` is proved by a time-stamp; else it is the time of judging, or the stamp's own word. */
  readonly proven: boolean;
  /** Since when the signature value is proved to exist; the time of judging where nothing proves it. */
  readonly existed: Date;
  /** The signature is proved to be younger than that. */
  readonly notSignedBefore?: Date | null;
  readonly purpose: "document" | "timestamp";
}

const NOT_CHECKED: Revocation = { status: "not-checked", source: null, time: null };
const NOT_NEEDED: Revocation = { status: "not-needed", source: null, time: null };

export function standingOf(request: StandingRequest): Standing {
  const result = search(request);
  return result.path ? onPath(request, result, result.path) : withoutPath(request, result);
}

/** Practice anchors come last: where a real path is, it counts. */
function search(request: StandingRequest, evidenceMust: "hold" | "have held" = "hold"): PathResult {
  const { certificate: leaf, ground, at, purpose } = request;
  const { intermediates, evidence, revocation: mode, now, proofs, work } = ground;
  const anchors = [...ground.anchors, ...pinnedAnchors([leaf, ...intermediates])];
  const options = {
    leafValidity: "caller",
    strength: "caller",
    extendedKeyUsage: purpose === "timestamp" ? [OID.timeStamping] : [],
  } as const;
  const question = { leaf, intermediates, at, options, work } satisfies Partial<PathRequest>;
  // Of a time-stamping authority the evidence of its time is enough: it travels in the file and nothing newer stamps it.
  const mustHold = purpose === "document" && evidenceMust === "hold";
  const knownSince = mustHold ? (der: Uint8Array) => proofs.of(der) ?? now : undefined;
  const revocation = { mode, evidence, now, knownSince };
  const result = unlessRevoked(
    { ...question, anchors, revocation },
    validatePath({ ...question, anchors, revocation }),
  );
  // What practises proves no time.
  if (result.path || ground.practice.length === 0 || purpose === "timestamp") return result;
  const practice = validatePath({ ...question, anchors: ground.practice });
  return practice.path ? practice : result;
}

/** A signer that is trusted by itself is not above the list that revokes it. */
function unlessRevoked(request: PathRequest, result: PathResult): PathResult {
  if (!result.path || result.path.certificates.length > 0) return result;
  const anchors = request.anchors.filter(
    ({ certificateSha256 }) => certificateSha256 !== request.leaf.sha256,
  );
  const other = validatePath({ ...request, anchors });
  return isRevoked(other) ? other : result;
}

function isRevoked({ fault }: PathResult): boolean {
  return fault?.reason === "revoked" || fault?.reason === "on-hold";
}

function withoutPath({ certificate, ground }: StandingRequest, { fault }: PathResult): Standing {
  const end = chainEnd(certificate, ground.intermediates);
  const practice = isPractice(certificate);
  if (!practice) ground.wishes.addForChain(certificate, ground.intermediates);
  const issuer = end.issuer.commonName ?? end.issuer.text;
  const problem = practice
    ? indeterminate("NO_CERTIFICATE_CHAIN_FOUND", "practice")
    : missingProblem(fault?.reason ?? "issuer-not-found", issuer);
  const { indication, subIndication, reason } = problem;
  const domain = practice ? "practice" : null;
  const none = { path: null, revocation: NOT_CHECKED, warnings: [] };
  return { indication, subIndication, reasons: [reason], domain, ...none };
}

function onPath(request: StandingRequest, result: PathResult, path: CandidatePath): Standing {
  const { domain } = path.anchor;
  const problems = problemsOf(request, result, path);
  if (domain !== "practice" && result.statuses.length > 0) {
    request.ground.wishes.addForPath(path, result.statuses);
  }
  const [first] = problems;
  const later = result.statuses.some((own) => own.status === "good" && own.revokedLater !== null);
  return {
    indication: first?.indication ?? "TOTAL-PASSED",
    subIndication: first?.subIndication ?? null,
    reasons: [
      ...problems.map(({ reason }) => reason),
      ...(later ? (["revoked-after-signing"] as const) : []),
      ...(domain === "practice" ? (["practice"] as const) : []),
    ],
    warnings: warningsOf(request, result, path),
    domain,
    path,
    revocation: revocationOf(result, domain),
  };
}

/** The first one speaks. */
function problemsOf(request: StandingRequest, result: PathResult, path: CandidatePath): Problem[] {
  const { fault, statuses } = result;
  const { proven, notSignedBefore = null } = request;
  // Rules come before revocation: where they do not hold, there are no statuses.
  if (fault && statuses.length === 0 && !isRevoked(result)) return [ruleProblem(fault, proven)];
  const revoked = fault && isRevoked(result);
  const problems = [
    revoked ? revokedProblem({ fault, status: statuses[fault.index], notSignedBefore }) : null,
    usageProblem(request),
    validityProblem(request, statuses[0]),
    isWeak(request, path) ? weaknessProblem(proven) : null,
    revoked ? null : silenceProblem(request, statuses),
  ].filter((problem) => problem !== null);
  const past = problems.length === 0 ? pastProblem({ ...request, path, statuses }) : null;
  return past ? [past] : problems;
}

/** For these alone a service holds its key: it signs what strangers send, and never a document (RFC 3161 2.3, RFC 6960 4.2.2.2). */
const OF_SERVICES: readonly string[] = [OID.timeStamping, TRUST_OID.ocspSigning];

function usageProblem({ certificate, purpose }: StandingRequest): Problem | null {
  const { keyUsage, extendedKeyUsage: purposes } = certificate;
  const signs =
    keyUsage === null || keyUsage.includes("digitalSignature") || keyUsage.includes("nonRepudiation");
  const serves = purpose === "document" && purposes?.every((own) => OF_SERVICES.includes(own)) === true;
  return signs && !serves ? null : indeterminate("CHAIN_CONSTRAINTS_FAILURE", "certificate-usage");
}

function validityProblem(
  { certificate, at, proven, notSignedBefore = null }: StandingRequest,
  status: CertificateStatus | undefined,
): Problem | null {
  const { notBefore, notAfter } = certificate;
  const early = at < notBefore;
  if (!early && at <= notAfter) return null;
  const reason = early ? "certificate-not-yet-valid" : "certificate-expired";
  if (early && proven) return { indication: "TOTAL-FAILED", subIndication: "NOT_YET_VALID", reason };
  if (notSignedBefore && notSignedBefore > notAfter) {
    return { indication: "TOTAL-FAILED", subIndication: "EXPIRED", reason };
  }
  const good = status?.status === "good" && status.revokedLater === null;
  return indeterminate(good ? "OUT_OF_BOUNDS_NOT_REVOKED" : "OUT_OF_BOUNDS_NO_POE", reason);
}

/** An answer that does not know the certificate is evidence, too: it weighs even where missing evidence is none. */
function silenceProblem(request: StandingRequest, statuses: readonly CertificateStatus[]): Problem | null {
  const silent = statuses.filter((own) => own.status === "unknown");
  const weighty = silent.find(({ why }) => why === "not-known");
  const speaking = request.ground.revocation === "hard" ? (weighty ?? silent[0]) : weighty;
  if (!speaking) return null;
  return speaking.why !== "not-known" && isOutlived(request) ? OUTLIVED : unknownProblem(speaking);
}

const OUTLIVED = indeterminate("REVOCATION_OUT_OF_BOUNDS_NO_POE", "revocation-signer-expired");

/** Whether there is evidence that would do, but for the end of whoever signed it. */
function isOutlived(request: StandingRequest): boolean {
  const { crls, ocspResponses } = request.ground.evidence;
  return crls.length + ocspResponses.length > 0 && search(request, "have held").fault === null;
}

function warningsOf(
  { ground }: StandingRequest,
  { statuses }: PathResult,
  path: CandidatePath,
): WarningCode[] {
  const unchecked = ground.revocation === "soft" && statuses.some(({ status }) => status === "unknown");
  return [
    ...(unchecked ? (["revocation-not-checked"] as const) : []),
    ...(isExcepted(path) ? (["certificate-sha1"] as const) : []),
  ];
}

/** Of the certificate that matters: one that is at fault, else the signer's own. */
function revocationOf({ statuses, fault, path }: PathResult, domain: Domain): Revocation {
  if (domain === "practice" || path?.certificates.length === 0) return NOT_NEEDED;
  const status = statuses[fault?.index ?? 0] ?? statuses[0];
  if (!status || (status.status === "unknown" && status.why === "no-evidence")) return NOT_CHECKED;
  if (status.status === "unknown") return { status: "unknown", source: null, time: null };
  return { status: status.status, source: status.source, time: status.thisUpdate.toISOString() };
}
