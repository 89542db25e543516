/** Whether certificates come from one authority, where that authority is known only from the document itself. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { anchorOf } from "../trust/anchor.ts";
import { validatePath } from "../trust/validate.ts";

/** True where one certificate of `pool` issued all of `leaves`, by its verifying signatures. Says nothing about trust. */
export function sharesAuthority(
  leaves: readonly (CertificateFacts | null)[],
  pool: readonly (CertificateFacts | null)[],
): boolean {
  return pool.some((authority) => {
    const anchor = authority?.isCa ? anchorOf(authority, "administrator") : null;
    if (!authority || !anchor) return false;
    return leaves.every((leaf) => {
      if (!leaf || leaf.sha256 === authority.sha256) return false;
      const options = { leafValidity: "caller", strength: "caller" } as const;
      const question = { leaf, intermediates: [], anchors: [anchor], at: authority.notBefore, options };
      return validatePath(question).valid;
    });
  });
}
