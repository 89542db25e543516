/** Trust anchors (RFC 5280 6.1.1 (d)): a name and a key that are believed, with whatever binds their use. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import { type ComparableName, comparableName } from "./comparable-name.ts";

export type AnchorDomain = "government" | "public" | "administrator" | "practice";

export interface TrustAnchor {
  readonly domain: AnchorDomain;
  /** Readable, as `Name.text`. */
  readonly text: string;
  readonly subject: ComparableName;
  readonly publicKey: PublicKey;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** pathLenConstraint; null: none. */
  readonly pathLength: number | null;
  /** Lower-case hexadecimal, of the certificate the facts were read from. */
  readonly certificateSha256: string;
  /** Lower-case hexadecimal; null where the key has no identifier. */
  readonly subjectKeyId: string | null;
  /** Present where the anchor was given as one; then its extensions bind, too (RFC 5937). */
  readonly certificate: CertificateFacts | null;
  /** Leaves it issued before that moment may be signed with SHA-1: a collision must be planted at issuance. */
  readonly sha1LeavesBefore: Date | null;
  /** Where another anchor issued it: whose CRL may revoke it. */
  readonly issued: { readonly issuer: ComparableName; readonly serial: Uint8Array } | null;
}

/** Null where the certificate's own name cannot be read. */
export function anchorOf(certificate: CertificateFacts, domain: AnchorDomain): TrustAnchor | null {
  const subject = nameOrNull(certificate.subject.der);
  return (
    subject && {
      domain,
      text: certificate.subject.text,
      subject,
      publicKey: certificate.publicKey,
      spki: certificate.spki,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      pathLength: certificate.pathLength,
      certificateSha256: certificate.sha256,
      subjectKeyId: certificate.subjectKeyId,
      certificate,
      sha1LeavesBefore: null,
      issued: null,
    }
  );
}

function nameOrNull(der: Uint8Array): ComparableName | null {
  try {
    return comparableName(der);
  } catch {
    return null;
  }
}
