/** Which delta CRL continues which complete one (RFC 5280 5.2.4). */

import type { Crl } from "./crl.ts";

/** Same issuer and scope, made for that base or an older one, and newer than it. */
export function continues(delta: Crl, base: Crl): boolean {
  return (
    isMadeFor(delta, base) && delta.number !== null && base.number !== null && base.number < delta.number
  );
}

/** Whether the two may be put together at all; a delta issued with the base itself says nothing new. */
export function isMadeFor(delta: Crl, base: Crl): boolean {
  return (
    delta.usable &&
    delta.baseNumber !== null &&
    delta.number !== null &&
    base.number !== null &&
    delta.issuer.key === base.issuer.key &&
    delta.scope === base.scope &&
    delta.authorityKeyId === base.authorityKeyId &&
    base.number >= delta.baseNumber
  );
}
