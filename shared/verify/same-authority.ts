/** Whether certificates come from one authority, where that authority is known only from the document itself. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { anchorOf } from "../trust/anchor.ts";
import type { SharedWork } from "../trust/signature-ledger.ts";
import { validatePath } from "../trust/validate.ts";

export interface AuthorityQuestion {
  readonly leaves: readonly (CertificateFacts | null)[];
  /** Where the authority is looked for. */
  readonly pool: readonly (CertificateFacts | null)[];
  /** Beyond it the answer is no. */
  readonly work: SharedWork;
}

/** True where one certificate of `pool` issued all of `leaves`, by its verifying signatures. Says nothing about trust. */
export function sharesAuthority({ leaves, pool, work }: AuthorityQuestion): boolean {
  return pool.some((authority) => {
    const anchor = authority?.isCa ? anchorOf(authority, "administrator") : null;
    if (!authority || !anchor) return false;
    return leaves.every((leaf) => {
      if (!leaf || leaf.sha256 === authority.sha256) return false;
      const options = { leafValidity: "caller", strength: "caller" } as const;
      const question = { leaf, intermediates: [], anchors: [anchor], at: authority.notBefore, options, work };
      return validatePath(question).valid;
    });
  });
}
