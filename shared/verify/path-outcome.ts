/** From what keeps a path from holding to its sub-indication (EN 319 102-1 5.2.6.4, 5.1.3 tables 5 and 6). */

import type { ReasonCode } from "../messages/verdict-reasons.ts";
import type { SubIndication } from "../messages/verdicts.ts";
import type { CertificateStatus } from "../trust/certificate-status.ts";
import type { PathFault, PathReason } from "../trust/reason.ts";

/** `what` fills the gap of the reason's text: a name, a day. */
export type Reason = ReasonCode | { readonly code: ReasonCode; readonly what: string };

export interface Problem {
  /** TOTAL-FAILED only with proof of when the signature was made. */
  readonly indication: "TOTAL-FAILED" | "INDETERMINATE";
  readonly subIndication: SubIndication;
  readonly reason: Reason;
}

export function indeterminate(subIndication: SubIndication, reason: Reason): Problem {
  return { indication: "INDETERMINATE", subIndication, reason };
}

const OUTCOMES: Partial<Record<PathReason, readonly [SubIndication, ReasonCode]>> = {
  expired: ["OUT_OF_BOUNDS_NO_POE", "authority-expired"],
  "not-yet-valid": ["OUT_OF_BOUNDS_NO_POE", "authority-expired"],
  "anchor-expired": ["NO_CERTIFICATE_CHAIN_FOUND_NO_POE", "anchor-expired"],
  "extended-key-usage": ["CHAIN_CONSTRAINTS_FAILURE", "certificate-usage"],
  limit: ["CERTIFICATE_CHAIN_GENERAL_FAILURE", "chain-limit"],
};

/** A rule of RFC 5280 that the path breaks. `proven`: it is known when the signature existed. */
export function ruleProblem({ reason }: PathFault, proven: boolean): Problem {
  if (reason.startsWith("policy:")) return weaknessProblem(proven);
  const [subIndication, code] = OUTCOMES[reason] ?? ["CERTIFICATE_CHAIN_GENERAL_FAILURE", "chain-broken"];
  return indeterminate(subIndication, code);
}

/** An algorithm or key that proves nothing any more at the time in question. */
export function weaknessProblem(proven: boolean): Problem {
  return indeterminate(
    proven ? "CRYPTO_CONSTRAINTS_FAILURE" : "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
    "algorithm-weak",
  );
}

/** No path at all: `issuer` is the name of whoever is missing. */
export function missingProblem(reason: PathReason, issuer: string): Problem {
  if (reason === "signature") {
    return indeterminate("NO_CERTIFICATE_CHAIN_FOUND", { code: "issuer-key-unknown", what: issuer });
  }
  if (reason === "issuer-not-found") {
    return indeterminate("NO_CERTIFICATE_CHAIN_FOUND", { code: "chain-not-found", what: issuer });
  }
  return ruleProblem({ reason, index: 0 }, false);
}

export interface RevokedQuestion {
  readonly fault: PathFault;
  readonly status: CertificateStatus | undefined;
  /** The signature is proved to be made after that; null: no such proof. */
  readonly notSignedBefore: Date | null;
}

/** A revocation that the time of signing is not proved to precede. */
export function revokedProblem({ fault, status, notSignedBefore }: RevokedQuestion): Problem {
  const revokedAt = status?.status === "revoked" ? status.revokedAt : null;
  if (fault.index > 0) return indeterminate("REVOKED_CA_NO_POE", "authority-revoked");
  const code = fault.reason === "on-hold" ? "certificate-on-hold" : "certificate-revoked";
  const reason = { code, what: revokedAt ? dayOf(revokedAt) : "" } as const;
  const after = revokedAt !== null && notSignedBefore !== null && notSignedBefore >= revokedAt;
  return after
    ? { indication: "TOTAL-FAILED", subIndication: "REVOKED", reason }
    : indeterminate("REVOKED_NO_POE", reason);
}

const OFFSET_MS = 7 * 60 * 60_000;

/** The day in Viet Nam, as people there write it. */
export function dayOf(moment: Date): string {
  const [year, month, day] = new Date(moment.getTime() + OFFSET_MS).toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

/** Revocation that cannot be told. */
export function unknownProblem(status: CertificateStatus | undefined): Problem {
  const why = status?.status === "unknown" ? status.why : "no-evidence";
  const code = (
    {
      "no-evidence": "revocation-not-checked",
      stale: "revocation-stale",
      "not-known": "revocation-unknown",
    } as const
  )[why];
  return indeterminate("TRY_LATER", code);
}
