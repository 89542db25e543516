/** The annotations of a page (ISO 32000-2, 12.5.2), with one more. */

import type { PdfDocument } from "./document.ts";
import { isArrayPlace, type PdfDict, type Place } from "./objects.ts";
import { pagesOf } from "./pages.ts";
import type { Revision } from "./revision.ts";

export interface AnnotationWork {
  readonly document: PdfDocument;
  readonly revision: Revision;
  readonly page: Place<PdfDict>;
  /** To the annotation. */
  readonly reference: string;
}

/** The smallest owner changes: an array of its own alone, else the page. An array that other pages share is left to them. */
export function addAnnotation({ document, revision, page, reference }: AnnotationWork): void {
  const array = document.objects.entry(page, "Annots");
  if (!isArrayPlace(array)) revision.setEntry(page, "Annots", `[${reference}]`);
  else if (!isShared(document, page)) revision.append(array, reference);
  else {
    const items = revision.copied(array, page.owner).slice(1, -1);
    revision.setEntry(page, "Annots", `[${items} ${reference}]`);
  }
}

/** With more pages than this the array is copied unasked: reading all pages would cost more than a copy. */
const CHECKED_PAGES = 64;

function isShared({ objects, catalog }: PdfDocument, page: Place<PdfDict>): boolean {
  const own = page.value.entries.get("Annots");
  if (own?.kind !== "reference") return false;
  let [pages, holders] = [0, 0];
  for (const { value } of pagesOf(objects, catalog)) {
    const other = value.entries.get("Annots");
    if (other?.kind === "reference" && other.number === own.number) holders++;
    if (holders > 1 || ++pages > CHECKED_PAGES) return true;
  }
  return false;
}
