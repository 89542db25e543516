/** Places where readers may see different documents in the same bytes (rule R6): nothing signed there is called valid. */

import type { PdfDocument } from "../pdf/document.ts";
import type { Oddity, XrefEntry, XrefSection } from "../pdf/xref-section.ts";

/** Oddities of the cross-reference that one reader resolves this way and another that way. */
const AMBIGUOUS: readonly Oddity[] = ["xref-overlap", "xref-loop", "stream-damaged"];

/** Entries of hybrid tables that are compared; more than any real one has. */
const MAX_HIDDEN = 1_000_000;

export function hasTwoReadings(document: PdfDocument): boolean {
  return document.warnings.some((code) => AMBIGUOUS.includes(code)) || document.xref.sections.some(isTorn);
}

/** ISO 32000-2 7.5.8.4: the hidden stream adds what the table calls free; here both name an object, differently. */
function isTorn({ hidden, find }: XrefSection): boolean {
  if (!hidden) return false;
  let left = MAX_HIDDEN;
  for (const { first, count } of hidden.runs) {
    left -= count;
    if (left < 0) return true;
    for (let number = first; number < first + count; number++) {
      const [shown, other] = [find(number), hidden.find(number)];
      if (shown && other && shown.kind !== "free" && other.kind !== "free" && !sameEntry(shown, other))
        return true;
    }
  }
  return false;
}

/** Of two that both name a place in the file. */
export function sameEntry(a: XrefEntry, b: XrefEntry): boolean {
  return a.kind === "offset" && b.kind === "offset" && a.offset === b.offset && a.generation === b.generation;
}
