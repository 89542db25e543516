/**
 * Which rule an object that was changed falls under: by what it is on its absolute path from the catalog, and only where
 * no other path knew it (rule R8). A key of the same name elsewhere means nothing.
 */

import {
  isDictPlace,
  nameOf,
  objectKey,
  type PdfObject,
  type PdfValue,
  type Place,
} from "../../pdf/objects.ts";
import { judgeCatalog } from "./catalog.ts";
import { formOf, judgeFields, judgeForm, judgeFormResources } from "./form.ts";
import { judgeMetadata } from "./metadata.ts";
import { judgeAnnots, judgeOldAnnotation, judgePage } from "./page.ts";
import { aboutObject, type RevisionCase } from "./revision-case.ts";
import type { Seen } from "./same-value.ts";
import { isStore, judgeDss, validationNumbers } from "./validation-data.ts";

export interface Pair<T extends PdfValue = PdfValue> {
  readonly old: Seen<T>;
  readonly now: Seen<T>;
}

export function judgeChangedObject(own: RevisionCase, object: PdfObject): void {
  const old = own.before.objects.load(object);
  const now = own.after.objects.load(object);
  const isKnown =
    old &&
    now &&
    rulesOf(own, {
      old: { document: own.before, owner: old, value: old.value },
      now: { document: own.after, owner: now, value: now.value },
    });
  if (!isKnown) own.find("forbidden", "object-changed", aboutObject(object));
}

/** True where a rule took the object on, whatever it found. */
function rulesOf(own: RevisionCase, pair: Pair): boolean {
  const { old, now } = pair;
  const isStream = old.owner.streamAt !== null || now.owner.streamAt !== null;
  if (isMetadata(own, old.owner)) {
    judgeMetadata(own, now);
    return true;
  }
  if (isAppearance(own, old.owner) && now.owner.streamAt !== null) return true;
  if (isStream) return false;
  if (old.owner.number === own.before.catalog.owner.number) {
    judgeCatalog(own, pair);
    return true;
  }
  return [isForm, isInfo, isValidationData, isPage, isAnnots, isField, isAnnotation, isStructure].some(
    (rule) => rule(own, pair),
  );
}

function placeIs(place: Place | null, { owner }: Seen): boolean {
  return place !== null && place.owner.number === owner.number && place.owner.value === place.value;
}

function catalogPlace({ before }: RevisionCase, key: string): string {
  return `${objectKey(before.catalog.owner)} /${key}`;
}

function isMetadata(own: RevisionCase, { number }: PdfObject): boolean {
  const entry = own.before.objects.entry(own.before.catalog, "Metadata");
  return (
    entry?.owner.number === number &&
    own.heldOnlyBy(number, (place) => place === catalogPlace(own, "Metadata"))
  );
}

/** An appearance stream written over: allowed only where one field alone used it; what it shows is compared with the value. */
function isAppearance(own: RevisionCase, { number }: PdfObject): boolean {
  const fields = own.fieldsByAppearance.get(number) ?? [];
  const [field] = fields;
  if (!field || fields.length !== 1 || field.type === "Sig") return false;
  const path = `${objectKey(field.place.owner)} /AP/N`;
  if (!own.heldOnlyBy(number, (place) => place === path)) return false;
  own.redrawn.add(field.place.owner.number);
  return true;
}

/** The form, its array of fields, or its default resources, each as an object of its own. */
function isForm(own: RevisionCase, pair: Pair): boolean {
  const form = formOf(own.before);
  const { number } = pair.old.owner;
  if (!form) return false;
  const isOwn = form.owner.value === form.value;
  const base = isOwn ? `${objectKey(form.owner)} /` : `${catalogPlace(own, "AcroForm")}/`;
  if (placeIs(form, pair.old)) {
    if (!own.heldOnlyBy(number, (place) => place === catalogPlace(own, "AcroForm"))) return false;
    judgeForm(own, pair);
    return true;
  }
  const fields = own.before.objects.entry(form, "Fields");
  if (placeIs(fields, pair.old) && own.heldOnlyBy(number, (place) => place === `${base}Fields`)) {
    judgeFields(own, pair);
    return true;
  }
  const resources = own.before.objects.entry(form, "DR");
  if (placeIs(resources, pair.old) && own.heldOnlyBy(number, (place) => place === `${base}DR`)) {
    judgeFormResources(own, pair);
    return true;
  }
  return false;
}

/** The information dictionary (ISO 32000-2 14.3.3), known from the trailer alone: free. */
function isInfo(own: RevisionCase, { old, now }: Pair): boolean {
  const isHeld = own.heldOnlyBy(old.owner.number, (place) => place === "trailer /Info");
  if (!isHeld || now.value.kind !== "dict") return false;
  own.explainGraph(now.value);
  own.findOnce("always", "document-properties");
  return true;
}

function isValidationData(own: RevisionCase, { old }: Pair): boolean {
  const numbers = validationNumbers(own.before);
  if (!numbers.has(old.owner.number) || !isStore(own.before)) return false;
  const root = catalogPlace(own, "DSS");
  const isInside = (place: string) =>
    place === root || place.startsWith(`${root}/`) || numbers.has(Number(place.split(" ")[0]));
  const isOwn = own.heldOnlyBy(
    old.owner.number,
    (place) =>
      isInside(place) &&
      (!place.startsWith(`${objectKey(own.before.catalog.owner)} `) || place.startsWith(root)),
  );
  if (isOwn) judgeDss(own);
  return isOwn;
}

function isPage(own: RevisionCase, pair: Pair): boolean {
  if (own.pageNumber(pair.old.owner.number) === null) return false;
  judgePage(own, pair);
  return true;
}

/** Annotations of one page as an object of their own. */
function isAnnots(own: RevisionCase, pair: Pair): boolean {
  const places = [...(own.step.survey.holders.get(pair.old.owner.number) ?? [])];
  const [place, ...others] = places;
  const [number] = place?.split(" ") ?? [];
  if (!place || others.length > 0 || !place.endsWith(" /Annots")) return false;
  if (own.pageNumber(Number(number)) === null || pair.old.value.kind !== "array") return false;
  const page = own.after.objects.placeOf({ number: Number(number), generation: Number(place.split(" ")[1]) });
  if (!isDictPlace(page)) return false;
  judgeAnnots(own, page, { old: pair.old, now: pair.now });
  return true;
}

/** A field or widget of the old form; what was done to it is judged with the others once all is known. */
function isField(own: RevisionCase, { old }: Pair): boolean {
  const { number } = old.owner;
  return own.oldFields.has(number) && own.heldOnlyBy(number, isFieldPlace);
}

/** Lists of fields, annotations and kids; parents; structure and actions that name it. As a list of pictures its values would be drawn. */
function isFieldPlace(place: string): boolean {
  return /(\[\]|\/(Parent|Obj|Popup|IRT|T))$/.test(place);
}

function isAnnotation(own: RevisionCase, pair: Pair): boolean {
  const { old } = pair;
  const places = [...(own.step.survey.holders.get(old.owner.number) ?? [])];
  const isOnPage = places.some((place) => {
    const number = Number(place.split(" ")[0]);
    return place.endsWith(" /Annots[]") ? own.pageNumber(number) !== null : isAnnotsArray(own, number);
  });
  if (!isOnPage || old.value.kind !== "dict") return false;
  judgeOldAnnotation(own, pair);
  return true;
}

function isAnnotsArray(own: RevisionCase, number: number): boolean {
  const places = [...(own.step.survey.holders.get(number) ?? [])];
  return places.some(
    (place) => place.endsWith(" /Annots") && own.pageNumber(Number(place.split(" ")[0])) !== null,
  );
}

/** Nodes of the structure tree (14.7): they show nothing, but say what is read aloud. */
function isStructure(own: RevisionCase, { old, now }: Pair): boolean {
  const type = (value: PdfValue) => (value.kind === "dict" ? nameOf(value.entries.get("Type")) : null);
  const root = own.before.objects.entry(own.before.catalog, "StructTreeRoot");
  const isNode = type(old.value) === "StructElem" && type(now.value) === "StructElem";
  if (!isNode && !placeIs(root, old)) return false;
  own.explainGraph(now.value);
  own.find("undetermined", "structure-changed", { ...aboutObject(old.owner), what: "StructTreeRoot" });
  return true;
}
