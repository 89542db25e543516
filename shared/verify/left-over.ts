/** What another file's signature left behind in this one: never valid, and nothing that could have been broken. */

import type { DocumentNotice } from "../pdf/notices.ts";
import type { FileVerdict, SignatureVerdict } from "./verdict.ts";

/** A dictionary in no field whose range was never in this file (`shared/pdf/left-over.ts` says exactly which). */
export function isLeftOver({ reasons }: Pick<SignatureVerdict, "reasons">): boolean {
  return reasons.some(({ code }) => code === "left-over");
}

/** The signatures of the document itself. */
export function ownSignatures({ signatures }: Pick<FileVerdict, "signatures">): readonly SignatureVerdict[] {
  return signatures.filter((entry) => !isLeftOver(entry));
}

/** What a signer is told before signing; empty where nothing was left behind. */
export function leftOverNotices({ signatures }: Pick<FileVerdict, "signatures">): DocumentNotice[] {
  const count = signatures.filter(isLeftOver).length;
  return count === 0 ? [] : [{ code: "left-over-field", count, names: [] }];
}
