/** The interactive form (ISO 32000-2, 12.7): every field with its full name, and where its value stands. */

import { exceed, PDF_LIMITS } from "./limits.ts";
import type { ObjectReader } from "./object-reader.ts";
import { isDictPlace, nameOf, objectKey, type PdfDict, type PdfValue, type Place } from "./objects.ts";
import { decodeTextString } from "./text-string.ts";

/** A node of the field tree: a field, or a widget that is a kid of one. */
export interface FormNode {
  readonly place: Place<PdfDict>;
  /** Fully qualified (12.7.4.2); a widget has the name of its field. */
  readonly name: string;
  /** Own or inherited FT. */
  readonly type: string | null;
  /** Own V entry; undefined where there is none. */
  readonly value: PdfValue | undefined;
  /** Has a T of its own, so it is a field and no mere widget. */
  readonly named: boolean;
  /** Has kids that are fields of their own. */
  readonly parent: boolean;
}

interface Inherited {
  readonly name: string;
  readonly type: string | null;
  readonly depth: number;
}

/** Every node of the form in document order. Each object is visited once, however often it is referred to. */
export function formNodes(objects: ObjectReader, catalog: Place<PdfDict>): FormNode[] {
  const nodes: FormNode[] = [];
  const seen = new Set<string>();
  let visits = 0;
  const visit = (place: Place | null, inherited: Inherited): void => {
    if (++visits > PDF_LIMITS.fields) exceed("fields");
    if (!isDictPlace(place)) return;
    const key = `${objectKey(place.owner)} ${place.value.start}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (inherited.depth > PDF_LIMITS.parents) exceed("parents");
    const kids = objects.items(objects.entry(place, "Kids"));
    const own = nodeOf(objects, place, inherited, kids);
    nodes.push(own);
    for (const kid of kids) visit(kid, { name: own.name, type: own.type, depth: inherited.depth + 1 });
  };
  const fields = objects.entry(objects.entry(catalog, "AcroForm"), "Fields");
  for (const field of objects.items(fields)) visit(field, { name: "", type: null, depth: 0 });
  return nodes;
}

function nodeOf(
  objects: ObjectReader,
  place: Place<PdfDict>,
  inherited: Inherited,
  kids: readonly (Place | null)[],
): FormNode {
  const partial = objects.stringBytes(objects.entry(place, "T"));
  const ownName = partial === null ? null : decodeTextString(partial);
  const name = ownName === null ? inherited.name : inherited.name ? `${inherited.name}.${ownName}` : ownName;
  return {
    place,
    name,
    type: nameOf(objects.entry(place, "FT")?.value) ?? inherited.type,
    value: place.value.entries.get("V"),
    named: ownName !== null,
    parent: kids.some((kid) => objects.entry(kid, "T") !== null),
  };
}
