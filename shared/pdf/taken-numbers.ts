/**
 * Numbers that no object has and something refers to (ISO 32000-2, 7.3.10: such a reference means null). A new object of that number would
 * suddenly be what is meant, and a later change of it a change of that.
 */

import type { PdfDocument } from "./document.ts";
import type { PdfValue, Place } from "./objects.ts";

/** What the trailer, the catalog, the form and the given page refer to, from the first unused number on. */
export function takenNumbers(document: PdfDocument, page: Place | null): ReadonlySet<number> {
  const { trailer, catalog, objects, xref } = document;
  const taken = new Set<number>();
  for (const place of [trailer, catalog, objects.entry(catalog, "AcroForm"), page]) {
    for (const number of place ? referencesIn(place.value) : []) if (number >= xref.size) taken.add(number);
  }
  return taken;
}

function* referencesIn(value: PdfValue): Generator<number> {
  if (value.kind === "reference") yield value.number;
  if (value.kind !== "array" && value.kind !== "dict") return;
  const children = value.kind === "array" ? value.items : value.entries.values();
  for (const child of children) yield* referencesIn(child);
}
