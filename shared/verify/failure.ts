/** From the first thing wrong with a signature to its indication (EN 319 102-1 5.3.4, table 5). */

import type { ReasonCode } from "../messages/verdict-reasons.ts";
import type { SubIndication } from "../messages/verdicts.ts";
import type { SignatureProblem } from "../pdf/signatures.ts";
import type { Indication } from "./verdict.ts";

export interface Outcome {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
}

const OUTCOMES: Partial<Record<ReasonCode, Outcome>> = {
  "digest-wrong": { indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE" },
  "timestamp-imprint-wrong": { indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE" },
  "signature-wrong": { indication: "TOTAL-FAILED", subIndication: "SIG_CRYPTO_FAILURE" },
  "algorithms-differ": { indication: "TOTAL-FAILED", subIndication: "SIG_CRYPTO_FAILURE" },
  "algorithm-protection-wrong": { indication: "TOTAL-FAILED", subIndication: "SIG_CRYPTO_FAILURE" },
  "signer-certificate-missing": {
    indication: "INDETERMINATE",
    subIndication: "NO_SIGNING_CERTIFICATE_FOUND",
  },
  "signer-certificate-ambiguous": {
    indication: "INDETERMINATE",
    subIndication: "NO_SIGNING_CERTIFICATE_FOUND",
  },
  "certificate-reference-wrong": {
    indication: "INDETERMINATE",
    subIndication: "NO_SIGNING_CERTIFICATE_FOUND",
  },
  "content-missing": { indication: "INDETERMINATE", subIndication: "SIGNED_DATA_NOT_FOUND" },
  "algorithm-unknown": { indication: "INDETERMINATE", subIndication: "CRYPTO_CONSTRAINTS_FAILURE" },
  "sub-filter-old": { indication: "INDETERMINATE", subIndication: "CRYPTO_CONSTRAINTS_FAILURE" },
  "algorithm-refused": { indication: "INDETERMINATE", subIndication: "CRYPTO_CONSTRAINTS_FAILURE" },
  "cms-too-large": { indication: "INDETERMINATE", subIndication: "SIG_CONSTRAINTS_FAILURE" },
};

/** Whatever is not listed is a wrong format. */
export function outcomeOf(flaw: ReasonCode): Outcome {
  return OUTCOMES[flaw] ?? { indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" };
}

const PROBLEM_REASONS: Readonly<Record<SignatureProblem, ReasonCode>> = {
  "byte-range-form": "byte-range-wrong",
  "byte-range-bounds": "byte-range-wrong",
  "byte-range-missing": "byte-range-wrong",
  "gap-form": "contents-wrong",
  "gap-differs": "contents-wrong",
  "contents-missing": "contents-wrong",
  "contents-empty": "contents-wrong",
  "revision-incomplete": "revision-incomplete",
  "revision-unreadable": "revision-incomplete",
  "revision-differs": "revision-differs",
  "ranges-overlap": "ranges-overlap",
  "not-in-field": "found-by-search",
  "left-over": "left-over",
  "value-unreadable": "form-unlawful",
  "value-shared": "form-unlawful",
  "dictionary-flawed": "form-unlawful",
  repaired: "file-broken",
};

/** The first thing wrong with the form; null: nothing is. */
export function problemReason(problems: readonly SignatureProblem[]): ReasonCode | null {
  const [first] = problems;
  if (!first) return null;
  return problems.includes("left-over") ? "left-over" : PROBLEM_REASONS[first];
}
