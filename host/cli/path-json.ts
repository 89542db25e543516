/** The result of a path as `antin path --json` gives it. */

import type { CertificateStatus } from "#shared/trust/certificate-status.ts";
import type { CandidatePath } from "#shared/trust/path-rules.ts";
import type { PathResult } from "#shared/trust/validate.ts";

/** null: an input was unreadable. */
export function pathJson(result: PathResult | null): object {
  if (!result)
    return { valid: false, reason: "input-unreadable", index: null, path: [], policies: [], revocation: [] };
  const { valid, fault, path, policies, statuses } = result;
  return {
    valid,
    reason: fault?.reason ?? null,
    index: fault?.index ?? null,
    path: path ? links(path) : [],
    policies,
    revocation: statuses.map(statusJson),
  };
}

function links({ certificates, anchor }: CandidatePath): object[] {
  const own = certificates.map(({ subject, sha256 }) => ({ subject: subject.text, sha256, anchor: false }));
  return [...own, { subject: anchor.text, sha256: anchor.certificateSha256, anchor: true }];
}

function statusJson(own: CertificateStatus): object {
  if (own.status === "unknown") return { status: own.status, why: own.why };
  const { status, source, thisUpdate } = own;
  const time = thisUpdate.toISOString();
  if (own.status === "good") return { status, source, time };
  return { status, source, time, revokedAt: own.revokedAt.toISOString(), reason: own.reason };
}
