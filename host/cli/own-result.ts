/** Our own result, judged before it gets its name. */

import { fail } from "#shared/errors.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";

/** Whether a signature still stands for what was signed; trust and time are another question. */
export function holdsStill({ integrity, changes }: SignatureVerdict): boolean {
  return integrity && changes !== "forbidden";
}

export interface OwnResult {
  readonly before: FileVerdict;
  readonly after: FileVerdict;
  /** Field that was just signed; null for a CMS file. */
  readonly field: string | null;
  /** Fields that were signed just before it, in the same call. */
  readonly companions?: readonly string[];
  /** SHA-256 of the certificate that was asked to sign. */
  readonly certificate: string;
}

/**
 * Passes only a file whose new signature is intact, covers all of it and is by the asked certificate, and in which every earlier
 * signature that held holds still. Errors: SELF_CHECK_FAILED {finding, field}.
 */
export function assertOwnResult({ before, after, field, certificate, companions = [] }: OwnResult): void {
  const finding = findingAbout(
    after.signatures.find((signature) => signature.field === field),
    certificate,
  );
  if (finding) fail("SELF_CHECK_FAILED", { finding, field });
  for (const companion of companions) {
    const own = after.signatures.find((signature) => signature.field === companion);
    const signed = own?.coverage === "revision" && holdsStill(own) && own.signer?.sha256 === certificate;
    if (!signed) fail("SELF_CHECK_FAILED", { finding: "companion", field: companion });
  }
  for (const earlier of before.signatures.filter(holdsStill)) {
    const now = after.signatures.find((signature) => signature.field === earlier.field);
    if (now === undefined || !holdsStill(now)) {
      fail("SELF_CHECK_FAILED", { finding: "earlier", field: earlier.field });
    }
  }
}

function findingAbout(own: SignatureVerdict | undefined, certificate: string): string | null {
  if (own === undefined) return "missing";
  if (!own.integrity) return "integrity";
  if (own.coverage !== "whole-file" || own.changes !== "none") return "coverage";
  return own.signer?.sha256 === certificate ? null : "signer";
}
