/** What a signature dictionary says of itself (ISO 32000-2, 12.8.1, table 255). Nothing here is believed, only read. */

import { latin1Text } from "./characters.ts";
import type { ObjectReader } from "./object-reader.ts";
import { integerOf, isDictPlace, nameOf, naturalOf, type PdfDict, type Place } from "./objects.ts";
import { decodeDate, decodeTextString } from "./text-string.ts";

export interface SignatureFacts {
  readonly kind: "approval" | "certification" | "timestamp";
  readonly subFilter: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  readonly name: string | null;
  readonly claimedTime: Date | null;
  /** The permission of a certification (12.8.2.2); null where the signature certifies nothing. */
  readonly docMdp: 1 | 2 | 3 | null;
}

export function signatureFacts(objects: ObjectReader, place: Place<PdfDict>): SignatureFacts {
  const text = (key: string) => {
    const bytes = objects.stringBytes(objects.entry(place, key));
    return bytes === null ? null : decodeTextString(bytes);
  };
  const subFilter = nameOf(objects.entry(place, "SubFilter")?.value);
  const docMdp = docMdpOf(objects, place);
  const date = objects.stringBytes(objects.entry(place, "M"));
  return {
    kind: kindOf(subFilter, nameOf(objects.entry(place, "Type")?.value), docMdp),
    subFilter,
    reason: text("Reason"),
    location: text("Location"),
    name: text("Name"),
    claimedTime: date === null ? null : decodeDate(date),
    docMdp,
  };
}

function kindOf(
  subFilter: string | null,
  type: string | null,
  docMdp: number | null,
): SignatureFacts["kind"] {
  if (subFilter === "ETSI.RFC3161" || type === "DocTimeStamp") return "timestamp";
  return docMdp === null ? "approval" : "certification";
}

/** Table 257: P is 2 where it is missing; what is no lawful number is read as the strictest. */
function docMdpOf(objects: ObjectReader, place: Place<PdfDict>): 1 | 2 | 3 | null {
  for (const reference of objects.items(objects.entry(place, "Reference"))) {
    if (nameOf(objects.entry(reference, "TransformMethod")?.value) !== "DocMDP") continue;
    const permission = objects.entry(objects.entry(reference, "TransformParams"), "P");
    if (permission === null) return 2;
    const value = integerOf(permission.value);
    return value === 2 || value === 3 ? value : 1;
  }
  return null;
}

/**
 * True for usage rights (12.8.2.3), by which an old editor lets its reader fill in the form: nobody's signature, and
 * deprecated by ISO 32000-2.
 */
export function isUsageRights(objects: ObjectReader, place: Place<PdfDict>): boolean {
  const methods = objects
    .items(objects.entry(place, "Reference"))
    .map((reference) => nameOf(objects.entry(reference, "TransformMethod")?.value));
  return methods.length > 0 && methods.every((method) => method === "UR" || method === "UR3");
}

/** ByteRange as it stands: null unless it is a direct array of direct integers that are not negative. */
export function byteRangeOf(place: Place<PdfDict>): number[] | null {
  const value = place.value.entries.get("ByteRange");
  if (value?.kind !== "array") return null;
  const numbers = value.items.map(naturalOf);
  return numbers.every((number) => number !== null) ? numbers : null;
}

/** Contents as it stands, trailing zeros kept: it is never encrypted (7.6.2). */
export function contentsOf(objects: ObjectReader, place: Place<PdfDict>): Uint8Array | null {
  const value = objects.entry(place, "Contents")?.value;
  return value?.kind === "string" ? value.value : null;
}

/** The permission the catalog's Perms names (12.8.6); null where the document is not certified that way. */
export function permissionOf(objects: ObjectReader, catalog: Place<PdfDict>): 1 | 2 | 3 | null {
  const signature = objects.entry(objects.entry(catalog, "Perms"), "DocMDP");
  return isDictPlace(signature) ? docMdpOf(objects, signature) : null;
}

/** For comparison of two readings of one dictionary. */
export function dictionaryText({ owner, value }: Place<PdfDict>): string {
  return latin1Text(owner.text.subarray(value.start, value.end));
}
