/** What of a signed document may look otherwise to another reader than to the one who signed it, without a changed byte. */

import { SignError } from "../errors.ts";
import type { WarningCode } from "../messages/verdict-reasons.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { type DocumentNotice, documentNotices } from "../pdf/notices.ts";
import { saysTwice } from "./twice-said.ts";
import { hasTwoReadings } from "./two-readings.ts";

export interface DocumentLook {
  /** Readers may see different documents in the file: nothing in it is called valid. */
  readonly ambiguous: boolean;
  readonly warnings: readonly WarningCode[];
}

const VARYING: readonly DocumentNotice["code"][] = [
  "javascript",
  "hidden-layers",
  "fields-redrawn",
  "xfa",
  "xfa-dynamic",
];

export function lookOf(document: PdfDocument): DocumentLook {
  const ambiguous = hasTwoReadings(document) || saysTwice(document);
  return { ambiguous, warnings: mayVary(document) ? ["look-may-vary"] : [] };
}

function mayVary(document: PdfDocument): boolean {
  try {
    return documentNotices(document).some(({ code }) => VARYING.includes(code));
  } catch (thrown) {
    // What cannot be read shows nothing; what that means for signatures is judged elsewhere.
    if (thrown instanceof SignError) return false;
    throw thrown;
  }
}
