/** The catalog of a later revision (whitelist 4): form, validation data, extensions, metadata and version, nothing else. */

import { isDictPlace, type PdfValue } from "../../pdf/objects.ts";
import type { Pair } from "./changed-object.ts";
import { isExtensions } from "./extensions.ts";
import { judgeForm, judgeNewForm } from "./form.ts";
import { judgeMetadata } from "./metadata.ts";
import type { RevisionCase } from "./revision-case.ts";
import { differingKeys, type Seen } from "./same-value.ts";
import { isSpareXref } from "./spare-xref.ts";
import { judgeDss } from "./validation-data.ts";

/** Weighed apart from content: language and structure for reading aloud. */
const STRUCTURE_KEYS: readonly string[] = ["StructTreeRoot", "Lang", "MarkInfo"];

export function judgeCatalog(own: RevisionCase, { old, now }: Pair): void {
  const isDicts = old.value.kind === "dict" && now.value.kind === "dict";
  const keys = isDicts ? differingKeys(asDict(old), asDict(now)) : null;
  if (!keys || !isCatalogAlone(own)) {
    own.find("forbidden", "catalog-changed", { what: "Catalog" });
    return;
  }
  for (const key of keys) judgeEntry(own, key);
}

/** Who uses the catalog as a font list or a list of pictures too would have its entries drawn; a lock names what it is about. */
function isCatalogAlone(own: RevisionCase): boolean {
  return own.heldOnlyBy(
    own.before.catalog.owner.number,
    (place) =>
      place === "trailer /Root" || place.endsWith("/Reference[]/Data") || isRootOfSpareXref(own, place),
  );
}

/** Nothing leads to such a stream, so that its dictionary is no list of anything. */
function isRootOfSpareXref({ before, step }: RevisionCase, place: string): boolean {
  const [, number = "", generation] = /^(\d+) (\d+) \/Root$/.exec(place) ?? [];
  if (number === "") return false;
  const object = before.objects.load({ number: Number(number), generation: Number(generation) });
  const isHeld = (step.survey.holders.get(Number(number))?.size ?? 0) > 0;
  return object !== null && isSpareXref(object) && !isHeld;
}

function asDict(seen: Seen) {
  if (seen.value.kind !== "dict") throw new TypeError("no dictionary");
  return { ...seen, value: seen.value };
}

function judgeEntry(own: RevisionCase, key: string): void {
  const { before, after } = own;
  const [old, now] = [before.objects.entry(before.catalog, key), after.objects.entry(after.catalog, key)];
  const value = after.catalog.value.entries.get(key);
  if (value?.kind === "reference" && own.isNew(value.number)) own.explain(value);
  const seen = now && { document: after, ...now };
  switch (key) {
    case "AcroForm":
      if (isDictPlace(old) && seen) judgeForm(own, { old: { document: before, ...old }, now: seen });
      else if (!old && seen) judgeNewForm(own, seen);
      else own.find("forbidden", "form-changed", { what: key });
      return;
    case "DSS":
      judgeDss(own);
      return;
    case "Metadata":
      if (seen && value?.kind === "reference" && own.isNew(value.number)) judgeMetadata(own, seen);
      else own.find("undetermined", "document-properties-unlike");
      return;
    case "Extensions":
      if (now && (value?.kind === "dict" || own.isNew(now.owner.number)) && [old, now].every(isExtensions))
        own.findOnce("always", "document-properties");
      else own.find("undetermined", "catalog-changed", { what: key });
      return;
    case "Version":
      if (isVersion(now?.value)) own.findOnce("always", "document-properties");
      else own.find("undetermined", "catalog-changed", { what: key });
      return;
    default:
      judgeOther(own, key, value);
  }
}

function judgeOther(own: RevisionCase, key: string, value: PdfValue | undefined): void {
  if (!STRUCTURE_KEYS.includes(key)) {
    own.find("forbidden", "catalog-changed", { what: key });
    return;
  }
  if (value) own.explainGraph(value);
  own.find("undetermined", "structure-changed", { what: key });
}

function isVersion(value: PdfValue | undefined): boolean {
  return value?.kind === "name" && /^(1\.[0-7]|2\.0)$/.test(value.value);
}
