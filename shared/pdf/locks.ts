/** Fields that signatures locked (rule R12; ISO 32000-2 12.8.2.4, and 12.7.5.5 for the lock of a field that is signed). */

import type { PdfDocument } from "./document.ts";
import { formNodes } from "./form.ts";
import { integerOf, isDictPlace, nameOf, type Place } from "./objects.ts";
import { decodeTextString } from "./text-string.ts";

interface Lock {
  /** P of table 236: what may still happen to the document; null where the lock says nothing of it. */
  readonly permission: number | null;
  readonly action: string;
  readonly fields: readonly string[];
}

/** Of the documents looked at: a form is walked once. */
const known = new WeakMap<PdfDocument, readonly Lock[]>();

/** The strictest permission that the lock of a signed field leaves (1 nothing, 2 forms, 3 annotations too); null without one. */
export function lockPermission(document: PdfDocument): 1 | 2 | 3 | null {
  const lawful = locksIn(document).map(({ permission }) => permission);
  return ([1, 2, 3] as const).find((permission) => lawful.includes(permission)) ?? null;
}

function locksIn(document: PdfDocument): readonly Lock[] {
  const locks = known.get(document) ?? locksOf(document);
  known.set(document, locks);
  return locks;
}

export function isLocked(document: PdfDocument, field: string): boolean {
  return locksIn(document).some(({ action, fields }) => {
    const named = fields.some((name) => field === name || field.startsWith(`${name}.`));
    if (action === "Include") return named;
    return action === "Exclude" ? !named : true;
  });
}

function locksOf({ objects, catalog }: PdfDocument): Lock[] {
  return formNodes(objects, catalog).flatMap((node) => {
    const signature = objects.entry(node.place, "V");
    if (node.type !== "Sig" || !isDictPlace(signature)) return [];
    const transforms = objects
      .items(objects.entry(signature, "Reference"))
      .filter((own) => nameOf(objects.entry(own, "TransformMethod")?.value) === "FieldMDP")
      .map((own) => objects.entry(own, "TransformParams"));
    return [objects.entry(node.place, "Lock"), ...transforms]
      .filter(isDictPlace)
      .map((own) => lockOf(objects, own));
  });
}

/** What is no known action locks everything. */
function lockOf(objects: PdfDocument["objects"], place: Place): Lock {
  const fields = objects
    .items(objects.entry(place, "Fields"))
    .map((item) => objects.stringBytes(item))
    .filter((bytes) => bytes !== null)
    .map(decodeTextString);
  const permission = integerOf(objects.entry(place, "P")?.value);
  return { permission, action: nameOf(objects.entry(place, "Action")?.value) ?? "All", fields };
}
