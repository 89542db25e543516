/** Whether two signatures are of one trust (design: a later signature is permitted within the same domain only). */

import type { Standing } from "./trust.ts";

type DomainFacts = Pick<Standing, "domain" | "path">;

/** Never where one of them has no domain; a signer whom the caller trusts by his own certificate belongs to any but practice. */
export function sharesDomain(a: DomainFacts | null, b: DomainFacts | null): boolean {
  if (!a?.domain || !b?.domain) return false;
  if (a.domain === b.domain) return true;
  const practice = a.domain === "practice" || b.domain === "practice";
  return !practice && (isTrustedItself(a) || isTrustedItself(b));
}

function isTrustedItself({ path }: DomainFacts): boolean {
  return path !== null && path.certificates.length === 0;
}
