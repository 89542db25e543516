/** What revocation evidence says of one certificate. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import type { RevocationReason } from "./crl-entries.ts";
import type { CandidatePath } from "./path-rules.ts";

export interface GoodStatus {
  readonly status: "good";
  readonly source: "crl" | "ocsp";
  readonly thisUpdate: Date;
  /** Revoked after the time in question; null: not at all. */
  readonly revokedLater: Date | null;
  /** Why, where it was revoked later. */
  readonly laterReason: RevocationReason | null;
}

export interface RevokedStatus {
  readonly status: "revoked";
  readonly source: "crl" | "ocsp";
  readonly thisUpdate: Date;
  readonly revokedAt: Date;
  /** `certificateHold`: suspended, not gone. */
  readonly reason: RevocationReason;
}

interface UnknownStatus {
  readonly status: "unknown";
  /** `stale`: there is evidence, but from another time; `not-known`: a responder does not know the certificate. */
  readonly why: "no-evidence" | "stale" | "not-known";
}

export type CertificateStatus = GoodStatus | RevokedStatus | UnknownStatus;

/** A certificate, or an anchor that is only facts. */
interface Issuer {
  readonly publicKey: PublicKey;
  readonly spki: Uint8Array;
  readonly certificate: CertificateFacts | null;
}

/** One certificate in a path whose rules and signatures hold. */
export interface StatusQuery {
  readonly path: CandidatePath;
  readonly index: number;
  readonly subject: CertificateFacts;
  /** What stands above it in the path. */
  readonly issuer: Issuer;
}

/** null where `index` is not a certificate of the path below its anchor. */
export function statusQuery(path: CandidatePath, index: number): StatusQuery | null {
  const subject = path.certificates[index];
  if (!subject) return null;
  const above = path.certificates[index + 1];
  const issuer = above
    ? { ...keyOf(above), certificate: above }
    : { ...keyOf(path.anchor), certificate: path.anchor.certificate };
  return { path, index, subject, issuer };
}

function keyOf({ publicKey, spki }: { publicKey: PublicKey; spki: Uint8Array }) {
  return { publicKey, spki };
}
