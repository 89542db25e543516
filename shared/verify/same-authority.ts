/** Whether certificates come from one authority, where that authority is known only from the document itself. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { findPath } from "../trust/path.ts";

/** True where one certificate of `pool` issued all of `leaves`, by its verifying signatures. Says nothing about trust. */
export function sharesAuthority(
  leaves: readonly (CertificateFacts | null)[],
  pool: readonly (CertificateFacts | null)[],
): boolean {
  return pool.some((authority) => {
    if (!authority?.isCa) return false;
    return leaves.every((leaf) => {
      if (!leaf || leaf.sha256 === authority.sha256) return false;
      const path = findPath({ leaf, pool: [], anchors: [authority], at: authority.notBefore });
      return path?.problem === null;
    });
  });
}
