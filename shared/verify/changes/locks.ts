/** Fields that signatures locked (rule R12; ISO 32000-2 12.8.2.4, and 12.7.5.5 for the lock of a field that is signed). */

import type { PdfDocument } from "../../pdf/document.ts";
import { formNodes } from "../../pdf/form.ts";
import { isDictPlace, nameOf, type Place } from "../../pdf/objects.ts";
import { decodeTextString } from "../../pdf/text-string.ts";

interface Lock {
  readonly action: string;
  readonly fields: readonly string[];
}

/** Of the documents looked at: a form is walked once. */
const known = new WeakMap<PdfDocument, readonly Lock[]>();

export function isLocked(document: PdfDocument, field: string): boolean {
  const locks = known.get(document) ?? locksOf(document);
  known.set(document, locks);
  return locks.some(({ action, fields }) => {
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
  return { action: nameOf(objects.entry(place, "Action")?.value) ?? "All", fields };
}
