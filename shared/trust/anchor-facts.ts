/** A trust anchor as it ships: facts read from its certificate, which itself does not ship (RFC 5280 6.1.1 (d)). */

import type { AnchorDomain } from "./anchor.ts";

export interface AnchorFacts {
  readonly domain: AnchorDomain;
  /** Readable, as `Name.text`. */
  readonly text: string;
  /** DER, base64. */
  readonly subject: string;
  /** DER SubjectPublicKeyInfo, base64. */
  readonly spki: string;
  /** RFC 3339. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly pathLength: number | null;
  /** Lower-case hexadecimal. */
  readonly subjectKeyId: string;
  /** Lower-case hexadecimal. */
  readonly certificateSha256: string;
  /** RFC 3339; null: SHA-1 follows the general policy. */
  readonly sha1LeavesBefore: string | null;
  /** For a subordinate CA: `text` of the anchor that issued it, and its serial number in hexadecimal. */
  readonly issued: { readonly by: string; readonly serial: string } | null;
}
