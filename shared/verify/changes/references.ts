/** All references of a document as it stood: which lead nowhere, and who holds those to given objects (rule R8, per path). */

import { SignError } from "../../errors.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { objectKey, type PdfObject, type PdfReference, type PdfValue } from "../../pdf/objects.ts";

export interface ReferenceSurvey {
  /** Numbers of objects that are referred to and do not exist: whoever defines one later fills a hole of this document. */
  readonly dangling: ReadonlySet<number>;
  /** For each wanted number the places of references to it: "12 0 /Annots", "12 0 /Kids[]"; "trailer /Root". */
  readonly holders: ReadonlyMap<number, ReadonlySet<string>>;
}

const MAX_OBJECTS = 300_000;

/** Everything reachable from the trailer is visited once. null where a part cannot be read or there is too much of it. */
export function surveyReferences(document: PdfDocument, wanted: ReadonlySet<number>): ReferenceSurvey | null {
  const dangling = new Set<number>();
  const holders = new Map<number, Set<string>>();
  const holdersOf = (number: number): Set<string> => {
    const known = holders.get(number) ?? new Set<string>();
    holders.set(number, known);
    return known;
  };
  const seen = new Set<string>();
  const queue: PdfObject[] = [];
  const meet = (reference: PdfReference, holder: string): void => {
    if (wanted.has(reference.number)) holdersOf(reference.number).add(holder);
    const key = objectKey(reference);
    if (seen.has(key)) return;
    seen.add(key);
    const object = document.objects.load(reference);
    if (object) queue.push(object);
    else dangling.add(reference.number);
  };
  try {
    for (const { reference, path } of referencesIn(document.trailer.value))
      meet(reference, `trailer ${path}`);
    for (let object = queue.pop(); object; object = queue.pop()) {
      if (seen.size > MAX_OBJECTS) return null;
      const owner = objectKey(object);
      for (const { reference, path } of referencesIn(object.value)) meet(reference, `${owner} ${path}`);
    }
  } catch (thrown) {
    if (thrown instanceof SignError) return null;
    throw thrown;
  }
  return { dangling, holders };
}

/**
 * The survey of the next revision, of which `objects` are all that is new or other: what they refer to counts, what their
 * older forms referred to no longer does.
 */
export function advanceSurvey(
  survey: ReferenceSurvey,
  after: PdfDocument,
  objects: readonly PdfObject[],
): ReferenceSurvey {
  const changed = new Set(objects.map(objectKey));
  const dangling = new Set(survey.dangling);
  const holders = new Map<number, Set<string>>();
  const isChanged = (place: string) => changed.has(place.split(" ").slice(0, 2).join(" "));
  for (const [number, places] of survey.holders) {
    holders.set(
      number,
      new Set([...places].filter((place) => !place.startsWith("trailer ") && !isChanged(place))),
    );
  }
  const meet = (reference: PdfReference, place: string): void => {
    const known = holders.get(reference.number) ?? new Set();
    holders.set(reference.number, known.add(place));
    if (!after.objects.load(reference)) dangling.add(reference.number);
  };
  for (const { reference, path } of referencesIn(after.trailer.value)) meet(reference, `trailer ${path}`);
  for (const object of objects) {
    const owner = objectKey(object);
    for (const { reference, path } of referencesIn(object.value)) meet(reference, `${owner} ${path}`);
  }
  return { dangling, holders };
}

interface Found {
  readonly reference: PdfReference;
  readonly path: string;
}

/** Every reference in a value, with its path: keys and `[]`. */
export function* referencesIn(value: PdfValue, path = ""): Generator<Found> {
  if (value.kind === "reference") yield { reference: value, path };
  if (value.kind === "array") for (const item of value.items) yield* referencesIn(item, `${path}[]`);
  if (value.kind === "dict") {
    for (const [key, entry] of value.entries) yield* referencesIn(entry, `${path}/${key}`);
  }
}
