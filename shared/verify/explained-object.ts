/** Why an object that existed before may stand in a revision that adds a signature: the one place where the new field hangs (rule R8). */

import type { PdfDocument } from "../pdf/document.ts";
import {
  integerOf,
  objectKey,
  type PdfDict,
  type PdfObject,
  type PdfReference,
  type PdfValue,
  type Place,
} from "../pdf/objects.ts";
import { pagesOf } from "../pdf/pages.ts";
import type { LaterRevision } from "./later-revisions.ts";
import type { ReferenceSurvey } from "./references.ts";
import { differingKeys, type Seen, sameValue } from "./same-value.ts";

export interface RevisionStep {
  readonly before: PdfDocument;
  readonly after: PdfDocument;
  readonly revision: LaterRevision;
  /** Full name of the field that is signed by it. */
  readonly field: string;
  /** References of `before`, or of an earlier revision from which only signatures were added; null where it cannot be had. */
  readonly survey: ReferenceSurvey | null;
}

/** What a revision adds, as the rules for each of its objects need it. */
export interface Addition extends Omit<RevisionStep, "survey"> {
  /** The signature dictionary. */
  readonly signature: Place<PdfDict>;
  /** The field; new in this revision, or an empty one that was there. */
  readonly widget: Place<PdfDict>;
  readonly isNewField: boolean;
  /** Object of the page the widget stands on. */
  readonly page: PdfReference | null;
  readonly survey: ReferenceSurvey;
}

/** Whether an old object differs only by where the new field hangs, on every path by which the old document knew it. */
export function isExplained(addition: Addition, object: PdfObject): boolean {
  const { before, after } = addition;
  const old = before.objects.load(object);
  const now = after.objects.load(object);
  if (!old || !now || old.streamAt !== null || now.streamAt !== null) return false;
  const pair: Pair = {
    old: { document: before, owner: old, value: old.value },
    now: { document: after, owner: now, value: now.value },
  };
  if (sameValue(pair.old, pair.now)) return true;
  return [isCatalogChange, isFormChange, isFieldsChange, isFilledField, isPageChange, isAnnotsChange].some(
    (rule) => rule(addition, pair),
  );
}

interface Pair {
  readonly old: Seen;
  readonly now: Seen;
}

function onlyDiffers(pair: Pair, allowed: readonly string[]): boolean {
  const { old, now } = pair;
  if (old.value.kind !== "dict" || now.value.kind !== "dict") return false;
  const keys = differingKeys({ ...old, value: old.value }, { ...now, value: now.value });
  return keys?.every((key) => allowed.includes(key)) ?? false;
}

function under({ old, now }: Pair, key: string): { old: Seen | null; now: Seen | null } {
  return { old: entryOf(old, key), now: entryOf(now, key) };
}

function entryOf(place: Seen, key: string): Seen | null {
  const value = place.value.kind === "dict" ? place.value.entries.get(key) : undefined;
  return value ? { ...place, value } : null;
}

/** The catalog, where the form stands in it directly. */
function isCatalogChange(addition: Addition, pair: Pair): boolean {
  const { before } = addition;
  if (pair.old.owner.number !== before.catalog.owner.number || !onlyDiffers(pair, ["AcroForm"])) return false;
  const form = under(pair, "AcroForm");
  return (
    form.old !== null && form.now !== null && isFormDifference(addition, { old: form.old, now: form.now })
  );
}

/** The form as an object of its own, known from the catalog alone. */
function isFormChange(addition: Addition, pair: Pair): boolean {
  const { catalog } = addition.before;
  return (
    heldOnlyBy(addition, pair, [`${objectKey(catalog.owner)} /AcroForm`]) && isFormDifference(addition, pair)
  );
}

const SIG_FLAGS = 3;

function isFormDifference(addition: Addition, pair: Pair): boolean {
  if (!onlyDiffers(pair, ["Fields", "SigFlags"])) return false;
  const fields = under(pair, "Fields");
  const flags = under(pair, "SigFlags");
  const [oldFlags, newFlags] = [integerOf(flags.old?.value) ?? 0, integerOf(flags.now?.value) ?? 0];
  if (newFlags !== oldFlags && newFlags !== (oldFlags | SIG_FLAGS)) return false;
  if (!fields.old || !fields.now) return false;
  const same = { old: fields.old, now: fields.now };
  return sameValue(same.old, same.now) || isAppended(addition, same);
}

/** The array of fields as an object of its own, known from the form alone. */
function isFieldsChange(addition: Addition, pair: Pair): boolean {
  const { before } = addition;
  const form = before.objects.entry(before.catalog, "AcroForm");
  if (!form) return false;
  const path = form.owner.number === before.catalog.owner.number ? "/AcroForm/Fields" : "/Fields";
  return heldOnlyBy(addition, pair, [`${objectKey(form.owner)} ${path}`]) && isAppended(addition, pair);
}

/** An empty signature field that was there gets its value and nothing else. */
function isFilledField({ widget, isNewField, signature }: Addition, pair: Pair): boolean {
  if (isNewField || pair.old.owner.number !== widget.owner.number) return false;
  const value = under(pair, "V");
  const wasEmpty = value.old === null || value.old.value.kind === "null";
  return wasEmpty && onlyDiffers(pair, ["V"]) && isReferenceTo(value.now?.value, signature.owner);
}

/** The page of the new widget, where its annotations stand in it directly. */
function isPageChange(addition: Addition, pair: Pair): boolean {
  const { before, page } = addition;
  const { number } = pair.old.owner;
  if (number !== page?.number || !onlyDiffers(pair, ["Annots"]) || !isPage(before, number)) return false;
  const annots = under(pair, "Annots");
  return annots.now !== null && isAppended(addition, { old: annots.old, now: annots.now });
}

/** The annotations of that page as an object of their own, known from it alone. */
function isAnnotsChange(addition: Addition, pair: Pair): boolean {
  const { before, page } = addition;
  if (!page || !isPage(before, page.number)) return false;
  return heldOnlyBy(addition, pair, [`${objectKey(page)} /Annots`]) && isAppended(addition, pair);
}

function heldOnlyBy({ survey }: Addition, { old }: Pair, places: readonly string[]): boolean {
  const holders = [...(survey.holders.get(old.owner.number) ?? [])];
  return holders.length > 0 && holders.every((holder) => places.includes(holder));
}

/** The old items in their order, then the new widget. */
function isAppended({ widget, isNewField }: Addition, pair: { old: Seen | null; now: Seen }): boolean {
  const { old, now } = pair;
  if (!isNewField || now.value.kind !== "array" || (old && old.value.kind !== "array")) return false;
  const before = old?.value.kind === "array" ? old.value.items : [];
  const added = now.value.items.at(-1);
  if (now.value.items.length !== before.length + 1 || !isReferenceTo(added, widget.owner)) return false;
  const { items } = now.value;
  return before.every((value, index) => {
    const same = items[index];
    return old !== null && same !== undefined && sameValue({ ...old, value }, { ...now, value: same });
  });
}

export function isReferenceTo(value: PdfValue | undefined, object: PdfObject): boolean {
  return value?.kind === "reference" && objectKey(value) === objectKey(object);
}

export function isPage(document: PdfDocument, number: number): boolean {
  for (const page of pagesOf(document.objects, document.catalog)) {
    if (page.owner.number === number) return true;
  }
  return false;
}
