/**
 * One later revision that may add exactly one invisible signature (rules R8, R11, R12, minimal form): each object of it is
 * the signature, its widget, or an old object that differs by nothing but the place where the new field hangs.
 */

import type { ChangeRule } from "../messages/verdicts.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { type FormNode, formNodes } from "../pdf/form.ts";
import {
  isDictPlace,
  nameOf,
  type PdfDict,
  type PdfObject,
  type PdfValue,
  type Place,
} from "../pdf/objects.ts";
import { findEntry } from "../pdf/xref-section.ts";
import { type Addition, isExplained, isPage, isReferenceTo, type RevisionStep } from "./explained-object.ts";
import type { LaterRevision } from "./later-revisions.ts";
import { referencesIn } from "./references.ts";
import { differingKeys, type Seen, sameValue } from "./same-value.ts";

export interface Objection {
  readonly rule: ChangeRule;
  readonly object: PdfObject | null;
}

const UNJUDGED: Objection = { rule: "revision-unjudged", object: null };

/** null: the revision adds the signature and nothing else. Errors: PDF_BROKEN, LIMIT_EXCEEDED where an object cannot be read. */
export function judgeSignatureRevision(step: RevisionStep): Objection | null {
  if (!sameTrailer(step)) return UNJUDGED;
  const addition = findAddition(step);
  if (!addition) return UNJUDGED;
  if (!addition.isNewField && locksFields(step.before)) return UNJUDGED;
  const own = signatureObjection(addition) ?? (addition.isNewField ? widgetObjection(addition) : null);
  if (own) return own;
  for (const object of step.revision.objects) {
    const isOwn =
      object.number === addition.signature.owner.number ||
      (addition.isNewField && object.number === addition.widget.owner.number);
    if (!isOwn && !isExplained(addition, object)) return { rule: "object-changed", object };
  }
  return null;
}

const TRAILER_KEYS: readonly string[] = [
  "Size",
  "Prev",
  "Type",
  "W",
  "Index",
  "Filter",
  "DecodeParms",
  "Length",
];

/** Root, Info, Encrypt and the first half of ID must stay; what describes the section itself is its own. */
function sameTrailer({ before, after }: RevisionStep): boolean {
  const [old, now] = [trailerOf(before), trailerOf(after)];
  const different = differingKeys(old, now);
  if (!different) return false;
  return different.every((key) => TRAILER_KEYS.includes(key) || (key === "ID" && sameFirstId(old, now)));
}

function trailerOf({ trailer }: PdfDocument): Seen<PdfDict> {
  return { document: null, owner: trailer.owner, value: trailer.value };
}

function sameFirstId(old: Seen<PdfDict>, now: Seen<PdfDict>): boolean {
  const [one, other] = [old.value.entries.get("ID"), now.value.entries.get("ID")];
  if (one?.kind !== "array" || other?.kind !== "array") return false;
  const [first, second] = [one.items[0], other.items[0]];
  if (!first || !second || other.items.length !== 2) return false;
  return sameValue({ ...old, value: first }, { ...now, value: second });
}

/** New are objects that did not exist and that nothing old refers to: no hole of the old document is filled. */
function findAddition(step: RevisionStep): Addition | null {
  const { before, after, revision, field, survey } = step;
  const named = formNodes(after.objects, after.catalog).filter((node) => node.named && node.name === field);
  const [node] = named;
  const signature = node ? after.objects.entry(node.place, "V") : null;
  if (!node || named.length !== 1 || !isDictPlace(signature)) return null;
  const numbers = revision.objects.map(({ number }) => number);
  // A cross-reference stream under an old number would take that object's place.
  if (revision.streamNumber !== null && exists(before, revision.streamNumber)) return null;
  if (!survey || definedNumbers(revision).some((number) => survey.dangling.has(number))) return null;
  const isNew = ({ owner }: Place) => numbers.includes(owner.number) && !exists(before, owner.number);
  const isNewField = isNew(node.place);
  if (!isNew(signature) || (!isNewField && !isKnownEmptyField(before, node))) return null;
  const page = node.place.value.entries.get("P");
  return {
    ...step,
    signature,
    widget: node.place,
    isNewField,
    survey,
    page: page?.kind === "reference" ? page : null,
  };
}

export function definedNumbers({ section, streamNumber }: LaterRevision): number[] {
  const listed = section.runs.flatMap(({ first, count }) =>
    Array.from({ length: count }, (_, index) => first + index),
  );
  return streamNumber === null ? listed : [...listed, streamNumber];
}

function exists({ xref }: PdfDocument, number: number): boolean {
  const entry = findEntry(xref.sections, number);
  return entry !== null && entry.kind !== "free";
}

function isKnownEmptyField(before: PdfDocument, field: FormNode): boolean {
  return formNodes(before.objects, before.catalog).some(
    (node) =>
      node.name === field.name &&
      node.place.owner.number === field.place.owner.number &&
      node.type === "Sig" &&
      (node.value === undefined || node.value.kind === "null"),
  );
}

/** Rule R12: a signature that locks fields (12.7.5.5, 12.8.2.4); which ones is not looked at yet. */
function locksFields({ objects, catalog }: PdfDocument): boolean {
  return formNodes(objects, catalog).some((node) => {
    const signature = objects.entry(node.place, "V");
    if (!isDictPlace(signature)) return false;
    const references = objects.items(objects.entry(signature, "Reference"));
    const methods = references.map((own) => nameOf(objects.entry(own, "TransformMethod")?.value));
    return node.place.value.entries.has("Lock") || methods.includes("FieldMDP");
  });
}

const SIGNATURE_KEYS: readonly string[] = [
  "Type",
  "Filter",
  "SubFilter",
  "ByteRange",
  "Contents",
  "M",
  "Name",
  "Reason",
  "Location",
  "ContactInfo",
];

/** A signature dictionary of plain values: nothing hangs on it. */
function signatureObjection({ signature, widget }: Addition): Objection | null {
  const { value, owner } = signature;
  const plain = [...value.entries.keys()].every((key) => SIGNATURE_KEYS.includes(key));
  const isOwnObject = owner.value === value && owner.number !== widget.owner.number;
  const holdsNothing = [...referencesIn(value)].length === 0;
  return plain && isOwnObject && holdsNothing && !value.flawed ? null : UNJUDGED;
}

const WIDGET_KEYS: readonly string[] = ["Type", "Subtype", "FT", "T", "V", "Rect", "F", "P"];

/** A merged field and widget without any picture (12.7.5.5). */
function widgetObjection({ before, widget, signature, page }: Addition): Objection | null {
  const { value, owner } = widget;
  const { entries } = value;
  const rect = entries.get("Rect");
  const isFlat = rect?.kind === "array" && rect.items.length === 4 && rect.items.every(isZero);
  if (entries.has("AP") || !isFlat) return { rule: "later-signature-visible", object: owner };
  const shaped =
    owner.value === value &&
    !value.flawed &&
    [...entries.keys()].every((key) => WIDGET_KEYS.includes(key)) &&
    nameOf(entries.get("Subtype")) === "Widget" &&
    nameOf(entries.get("FT")) === "Sig" &&
    entries.get("T")?.kind === "string" &&
    isReferenceTo(entries.get("V"), signature.owner);
  return shaped && page && isPage(before, page.number) ? null : { rule: "revision-unjudged", object: owner };
}

function isZero(value: PdfValue): boolean {
  return value.kind === "number" && value.value === 0;
}
