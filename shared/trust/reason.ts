/** Why a certification path does not hold: one closed list. */

import type { PolicyReason } from "../signature/policy.ts";

export type PathReason =
  /** A given certificate, CRL or OCSP response is none. */
  | "input-unreadable"
  /** No certificate or anchor with the issuer's name. */
  | "issuer-not-found"
  /** None of the issuers' keys verifies the signature. */
  | "signature"
  | PolicyReason
  /** Not computed here: DSA, or one that nobody knows. */
  | "policy:signature-algorithm"
  /** Hash or key had lost its strength at the time asked for. */
  | "policy:sunset"
  | "expired"
  | "not-yet-valid"
  | "anchor-expired"
  | "extension-malformed"
  | "critical-extension"
  | "name-empty"
  | "name-constraints"
  | "certificate-policies"
  | "policy-mapping"
  | "not-a-ca"
  | "path-length"
  | "key-usage"
  | "extended-key-usage"
  | "profile"
  | "peer-name"
  | "revoked"
  | "on-hold"
  | "revocation-unknown"
  /** The search was given up: more work than any real path needs. */
  | "limit";

export interface PathFault {
  readonly reason: PathReason;
  /** Place in the path: 0 is the leaf, the anchor comes last. */
  readonly index: number;
}
