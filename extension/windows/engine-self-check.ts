/** Our own result, judged before anything leaves the window. */

import { fail } from "#shared/errors.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";

interface OwnResult {
  /** Verdict over the file as it came; null where it was not checked. */
  readonly before: FileVerdict | null;
  readonly after: FileVerdict;
  /** Field that was just signed. */
  readonly field: string;
  /** Fields that were signed just before it, in the same act. */
  readonly companions?: readonly string[];
  /** SHA-256 of the certificate that was asked to sign. */
  readonly certificate: string;
}

/**
 * Passes only a file whose new signature is intact, covers all of it and is by the asked certificate, whose companions hold, and in
 * which no earlier signature got worse. SELF_CHECK_FAILED with `finding` else; trust is not asked, since the signer's CA may be unknown here.
 */
export function assertOwnResult({ before, after, field, certificate, companions = [] }: OwnResult): void {
  const own = after.signatures.find((signature) => signature.field === field);
  if (own === undefined) fail("SELF_CHECK_FAILED", { finding: "missing", field });
  if (!own.integrity) fail("SELF_CHECK_FAILED", { finding: "integrity", field });
  if (own.coverage !== "whole-file" || own.changes !== "none") {
    fail("SELF_CHECK_FAILED", { finding: "coverage", field });
  }
  if (own.signer?.sha256 !== certificate) fail("SELF_CHECK_FAILED", { finding: "signer", field });
  for (const companion of companions) {
    const one = after.signatures.find((signature) => signature.field === companion);
    const holds = one?.integrity === true && one.coverage === "revision" && one.changes !== "forbidden";
    if (!holds || one.signer?.sha256 !== certificate) {
      fail("SELF_CHECK_FAILED", { finding: "companion", field: companion });
    }
  }
  for (const earlier of before?.signatures ?? []) {
    const now = after.signatures.find((signature) => signature.field === earlier.field);
    if (now === undefined || isWorse(earlier, now)) {
      fail("SELF_CHECK_FAILED", { finding: "earlier", field: earlier.field });
    }
  }
}

function isWorse(earlier: SignatureVerdict, now: SignatureVerdict): boolean {
  return (
    (earlier.integrity && !now.integrity) || (earlier.changes !== "forbidden" && now.changes === "forbidden")
  );
}
