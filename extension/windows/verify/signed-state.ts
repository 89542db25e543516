/** What is left of what was signed, in words. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { isLeftOver } from "#shared/verify/left-over.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";

/** A right signature over an earlier revision says nothing good of the file as it is. */
export function integrityText(signature: SignatureVerdict, language: Language): string {
  const { integrity, changes } = signature;
  const texts = verifyTexts[language];
  if (isLeftOver(signature)) return texts.ofAnotherFile;
  if (!integrity) return texts.notIntact;
  return changes === "forbidden" ? texts.intactThenChanged : texts.intact;
}
