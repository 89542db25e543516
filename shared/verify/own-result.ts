/** Our own result, judged before anything leaves: trust is not asked, since the signer's CA may be unknown here. */

import { fail } from "../errors.ts";
import type { FileVerdict, SignatureVerdict } from "./verdict.ts";

/** Whether a signature still stands for what was signed; trust and time are another question. */
export function holdsStill({ integrity, changes }: SignatureVerdict): boolean {
  return integrity && changes !== "forbidden";
}

export interface OwnResult {
  /** Verdict over the file as it came; null where it was not checked. */
  readonly before: FileVerdict | null;
  readonly after: FileVerdict;
  /** Field that was just signed; null for a CMS file. */
  readonly field: string | null;
  /** Fields that were signed just before it, in the same act. */
  readonly companions?: readonly string[];
  /** SHA-256 of the certificate that was asked to sign. */
  readonly certificate: string;
}

/**
 * Passes only a file whose new signature is intact, covers all of it and is by the asked certificate, whose companions hold, and in
 * which no earlier signature is gone or got worse in anything. Errors: SELF_CHECK_FAILED {finding, field}.
 */
export function assertOwnResult(result: OwnResult): void {
  const { before, after, field, certificate, companions = [] } = result;
  const finding = findingAbout(entryOf(after, field), certificate);
  if (finding) fail("SELF_CHECK_FAILED", { finding, field });
  for (const companion of companions) {
    const own = entryOf(after, companion);
    const signed = own?.coverage === "revision" && holdsStill(own) && own.signer?.sha256 === certificate;
    if (!signed) fail("SELF_CHECK_FAILED", { finding: "companion", field: companion });
  }
  for (const earlier of before?.signatures ?? []) {
    const now = entryOf(after, earlier.field);
    if (now === undefined || isWorse(earlier, now)) {
      fail("SELF_CHECK_FAILED", { finding: "earlier", field: earlier.field });
    }
  }
}

function entryOf({ signatures }: FileVerdict, field: string | null): SignatureVerdict | undefined {
  return signatures.find((signature) => signature.field === field);
}

function findingAbout(own: SignatureVerdict | undefined, certificate: string): string | null {
  if (own === undefined) return "missing";
  if (!own.integrity) return "integrity";
  if (own.coverage !== "whole-file" || own.changes !== "none") return "coverage";
  if (own.timestamp?.indication === "TOTAL-FAILED") return "timestamp";
  return own.signer?.sha256 === certificate ? null : "signer";
}

function isWorse(earlier: SignatureVerdict, now: SignatureVerdict): boolean {
  return (
    (earlier.integrity && !now.integrity) || (earlier.changes !== "forbidden" && now.changes === "forbidden")
  );
}
