/** The signature dictionary a field gets (rules R11 and R12): new, of this revision's signature, and certifying nothing. */

import {
  integerOf,
  isDictPlace,
  nameOf,
  type PdfDict,
  type PdfValue,
  type Place,
} from "../../pdf/objects.ts";
import { isPicture, pictureOf } from "./picture.ts";
import { referencesIn } from "./references.ts";
import type { RevisionCase } from "./revision-case.ts";
import { judgeStamp } from "./stamp.ts";

/** A field, or the widget that is one with it, as the revision leaves it, with a value it had not before. */
export interface SignedField {
  readonly name: string;
  readonly place: Place<PdfDict>;
  /** From 1; null where it is on no page. */
  readonly page: number | null;
}

export function judgeSignedField(own: RevisionCase, field: SignedField): void {
  const { later } = own.step;
  const facts = { what: field.name, page: field.page, object: `${field.place.owner.number} 0` };
  const value = field.place.value.entries.get("V");
  const signature = own.after.objects.entry(field.place, "V");
  const isNew = value?.kind === "reference" && own.isNew(value.number) && isDictPlace(signature);
  if (!later || later.signature.field !== field.name || !isNew) {
    own.find("forbidden", value ? "signed-field-changed" : "signature-field-unsigned", facts);
    return;
  }
  own.explainGraph(value);
  if (later.signature.docMdp !== null) own.find("forbidden", "certification-late", facts);
  else if (!isLawful(own, signature)) own.find("undetermined", "later-signature-unlike", facts);
  judgePicture(own, field, facts);
}

/** It refers to what it locks, and to parts of its own. */
function isLawful(own: RevisionCase, { owner, value }: Place<PdfDict>): boolean {
  const isOwnObject = owner.value === value && !value.flawed;
  return (
    isOwnObject &&
    [...referencesIn(value)].every(
      ({ reference, path }) => path.startsWith("/Reference") || own.isNew(reference.number),
    )
  );
}

function judgePicture(
  own: RevisionCase,
  field: SignedField,
  facts: { what: string; page: number | null },
): void {
  const appearance = field.place.value.entries.get("AP");
  if (appearance) own.explainGraph(appearance);
  const picture = pictureOf(own.after, field.place);
  const isTimestamp = own.step.later?.message.timestamp !== null;
  if (picture === "none") return;
  if (picture === "unlike" || isTimestamp || !isFresh(own, field)) {
    own.find("undetermined", "later-signature-unlike", facts);
  } else if (isPicture(picture)) judgeStamp(own, { ...field, picture });
}

/** The picture is drawn by new objects: whatever the old document shows stays as it is. */
function isFresh(own: RevisionCase, { place }: SignedField): boolean {
  const normal = own.after.objects.entry(own.after.objects.entry(place, "AP"), "N");
  return normal !== null && own.isNew(normal.owner.number);
}

/** Keys of a merged field and widget (12.5.6.19, 12.7.5.5) that add nothing but a signature and its picture. */
const SIGNATURE_WIDGET_KEYS: readonly string[] = [
  "Type",
  "Subtype",
  "FT",
  "T",
  "TU",
  "Ff",
  "V",
  "Rect",
  "F",
  "P",
  "AP",
  "DA",
  "DR",
  "NM",
  "M",
  "H",
  "Lock",
  "SV",
];

/** 12.5.3: NoZoom, NoRotate and ToggleNoView; with them it covers another part of the page, or comes and goes. */
const MOVING = 8 | 16 | 256;

export function staysInPlace(flags: PdfValue | undefined): boolean {
  return flags === undefined || ((integerOf(flags) ?? MOVING) & MOVING) === 0;
}

/** An MK (12.5.6.19, table 192) that only says how the page is turned, as many writers have it; the picture is drawn by AP alone. */
export function isTurn(value: PdfValue | undefined): boolean {
  if (value?.kind !== "dict" || value.flawed) return false;
  return [...value.entries].every(([key, turn]) => key === "R" && (integerOf(turn) ?? 1) % 90 === 0);
}

export function isSignatureWidget({ value }: Place<PdfDict>): boolean {
  const { entries } = value;
  return (
    !value.flawed &&
    [...entries.keys()].every((key) => SIGNATURE_WIDGET_KEYS.includes(key) || key === "MK") &&
    (!entries.has("MK") || isTurn(entries.get("MK"))) &&
    staysInPlace(value.entries.get("F")) &&
    nameOf(value.entries.get("Subtype")) === "Widget" &&
    nameOf(value.entries.get("FT")) === "Sig"
  );
}
