/** The worst of a file's signatures speaks for it (design: its line). */

import type { FileVerdict, Indication, SignatureVerdict } from "./verdict.ts";

const WORST_FIRST: readonly Indication[] = ["TOTAL-FAILED", "INDETERMINATE", "TOTAL-PASSED"];

export function worstIndication(signatures: readonly SignatureVerdict[]): FileVerdict["indication"] {
  const worst = WORST_FIRST.find((candidate) =>
    signatures.some(({ indication }) => indication === candidate),
  );
  return worst ?? "NO-SIGNATURE";
}
