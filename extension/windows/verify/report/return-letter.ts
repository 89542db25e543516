/** The letter that returns a document, by its verdict. Missing evidence is never a reason to return one: then there is none. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import type { SubIndication } from "#shared/messages/verdicts.ts";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { formatTime } from "../../parts/format.ts";

type ReturnReason = "changed" | "revoked" | "expired" | "broken" | "unsigned";

export interface LetterRequest {
  readonly verdict: FileVerdict;
  readonly file: string;
  readonly sha256: string;
  readonly checkedAt: Date;
  readonly language: Language;
}

const CHANGED: readonly (SubIndication | null)[] = ["HASH_FAILURE", "SIG_CRYPTO_FAILURE"];

/** null where the document is not to be returned: it is good, or evidence alone is missing. */
export function returnReason(verdict: FileVerdict): ReturnReason | null {
  const own = ownSignatures(verdict);
  if (own.length === 0) return "unsigned";
  const failed = own.filter((signature) => signature.indication === "TOTAL-FAILED");
  if (failed.length === 0) return null;
  const has = (...subs: (SubIndication | null)[]) =>
    failed.some(({ subIndication }) => subs.includes(subIndication));
  if (failed.some(({ changes }) => changes === "forbidden") || has(...CHANGED)) return "changed";
  if (has("REVOKED")) return "revoked";
  return has("EXPIRED", "NOT_YET_VALID") ? "expired" : "broken";
}

/** Plain text for a reply; null where `returnReason` is. */
export function returnLetter({ verdict, file, sha256, checkedAt, language }: LetterRequest): string | null {
  const reason = returnReason(verdict);
  if (reason === null) return null;
  const texts = reportTexts[language].returnLetter;
  const basis = reason === "unsigned" ? [] : [texts.basis];
  return [texts.opening(file), texts[reason], texts.facts(formatTime(checkedAt), sha256), ...basis].join(
    "\n",
  );
}
