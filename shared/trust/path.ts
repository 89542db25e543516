/** The path of a certificate under anchor certificates, for callers that judge its leaf's validity and strength themselves. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { anchorOf } from "./anchor.ts";
import type { PathReason } from "./reason.ts";
import { validatePath } from "./validate.ts";

export interface PathRequest {
  readonly leaf: CertificateFacts;
  /** Where issuers are looked for beside the anchors. */
  readonly pool: readonly CertificateFacts[];
  readonly anchors: readonly CertificateFacts[];
  readonly at: Date;
}

export interface CertificationPath {
  /** From the leaf to the anchor; a trusted leaf is a path by itself. */
  readonly certificates: readonly CertificateFacts[];
  /** First rule that is broken; null: none. The leaf's validity is the caller's to judge. */
  readonly problem: PathReason | null;
}

/** The path that holds, else the first one found, else null. */
export function findPath({ leaf, pool, anchors, at }: PathRequest): CertificationPath | null {
  const { fault, path } = validatePath({
    leaf,
    intermediates: pool,
    anchors: anchors.map((anchor) => anchorOf(anchor, "administrator")).filter((anchor) => anchor !== null),
    at,
    options: { leafValidity: "caller", strength: "caller" },
  });
  if (!path) return null;
  const { certificate } = path.anchor;
  const tail = certificate ? [certificate] : [];
  return { certificates: [...path.certificates, ...tail], problem: fault?.reason ?? null };
}
