/** Fields that were there before (rules R11 to R13): a signed one is frozen, an empty signature field may be signed, others filled in. */

import type { FormNode } from "../../pdf/form.ts";
import { isLocked } from "../../pdf/locks.ts";
import { isDictPlace, nameOf, type PdfDict, type PdfValue, type Place } from "../../pdf/objects.ts";
import { isModestState, standsOnNothing } from "./field-cover.ts";
import { compareAppearance, showedValue } from "./filled-appearance.ts";
import { isPicture, pictureOf } from "./picture.ts";
import type { RevisionCase } from "./revision-case.ts";
import { sameCharacteristics, sameDefaultAppearance } from "./same-style.ts";
import { differingKeys, sameValue } from "./same-value.ts";
import { isTurn, judgeSignedField, staysInPlace } from "./signature-value.ts";
import { areDrawnByViewer } from "./viewer-drawn.ts";

export function judgeFilledFields(own: RevisionCase): void {
  for (const [number, node] of own.oldFields) {
    if (own.changed.has(number) || own.redrawn.has(number)) judgeField(own, node);
  }
}

function judgeField(own: RevisionCase, node: FormNode): void {
  const { number } = node.place.owner;
  const now = own.after.objects.placeOf(node.place.owner);
  const facts = { what: node.name, object: `${number} 0`, page: own.pageShowing(number) };
  const keys = isDictPlace(now) ? differingKeys(seen(own.before, node.place), seen(own.after, now)) : null;
  if (!isDictPlace(now) || !keys) own.find("forbidden", "field-changed", facts);
  else if (isSigned(own, node)) own.find("forbidden", "signed-field-changed", facts);
  else if (isLocked(own.before, node.name)) own.find("forbidden", "field-locked", facts);
  else if (node.type === "Sig") judgeSigning(own, { node, now, keys, facts });
  else judgeFilling(own, { node, now, keys, facts });
}

function seen(document: RevisionCase["before"], { owner, value }: Place<PdfDict>) {
  return { document, owner, value };
}

/** Its own value, or that of the field it is a widget of. */
function isSigned(own: RevisionCase, node: FormNode): boolean {
  if (node.type !== "Sig") return false;
  return [...own.oldFields.values()].some(
    ({ name, value }) => name === node.name && value !== undefined && value.kind !== "null",
  );
}

interface ChangedField {
  readonly node: FormNode;
  readonly now: Place<PdfDict>;
  readonly keys: readonly string[];
  readonly facts: { readonly what: string; readonly object: string; readonly page: number | null };
}

const SIGNING_KEYS: readonly string[] = ["V", "AP", "M", "DR"];
/** What only says what is so anyway, where nothing was said. */
const ADDED_KEYS: readonly string[] = ["Type", "P", "F"];

function judgeSigning(own: RevisionCase, { node, now, keys, facts }: ChangedField): void {
  const lawful =
    isTimed(now) &&
    keys.every(
      (key) =>
        SIGNING_KEYS.includes(key) ||
        (ADDED_KEYS.includes(key) &&
          !node.place.value.entries.has(key) &&
          isAddition(own, now.value.entries.get(key))) ||
        (key === "MK" && !node.place.value.entries.has(key) && isTurn(now.value.entries.get(key))),
    );
  if (!lawful || !node.named) {
    own.find("forbidden", "field-changed", facts);
    return;
  }
  if (!staysInPlace(now.value.entries.get("F"))) own.find("undetermined", "later-signature-unlike", facts);
  const resources = now.value.entries.get("DR");
  if (resources) own.explainGraph(resources);
  judgeSignedField(own, { name: node.name, place: now, page: facts.page });
}

/** 12.5.2: M is a date, in whatever form. */
function isTimed({ value }: Place<PdfDict>): boolean {
  return (value.entries.get("M")?.kind ?? "string") === "string";
}

function isAddition(own: RevisionCase, value: PdfValue | undefined): boolean {
  if (value?.kind === "reference") return own.pageNumber(value.number) !== null;
  return value?.kind === "name" || value?.kind === "number";
}

const FILLING_KEYS: readonly string[] = ["V", "AS", "AP", "M"];

/** Changed by filling it in, or spelt anew. */
function isFilling(own: RevisionCase, { node, now }: ChangedField, key: string): boolean {
  if (FILLING_KEYS.includes(key)) return true;
  const [was, is] = [own.before.objects.entry(node.place, key), own.after.objects.entry(now, key)];
  if (!was || !is) return false;
  const pair = [
    { document: own.before, ...was },
    { document: own.after, ...is },
  ] as const;
  if (key === "DA") return sameDefaultAppearance(...pair);
  return key === "MK" && sameCharacteristics(...pair);
}

function judgeFilling(own: RevisionCase, field: ChangedField): void {
  const { node, now, keys, facts } = field;
  const appearance = now.value.entries.get("AP");
  if (appearance) own.explainGraph(appearance);
  if (keys.some((key) => !isFilling(own, field, key)) || !isTimed(now) || node.parent) {
    own.find("forbidden", "field-changed", facts);
  } else if (node.type === "Btn") judgeButton(own, field);
  else if (node.type === "Tx" || node.type === "Ch") judgeText(own, field);
  else own.find("undetermined", "field-unreadable", facts);
}

/** Check boxes and radio buttons (12.7.5.2): another of the appearances they always had. */
function judgeButton(own: RevisionCase, { node, now, keys, facts }: ChangedField): void {
  const states = own.before.objects.entry(own.before.objects.entry(node.place, "AP"), "N");
  const isState = (value: PdfValue | undefined) => {
    const name = nameOf(value);
    return name === "Off" || (name !== null && isDictPlace(states) && states.value.entries.has(name));
  };
  const isChoice = keys.every((key) => {
    if (key === "AS") return isState(now.value.entries.get(key));
    if (key === "V") return isState(now.value.entries.get(key)) || !states;
    return key === "M" || key === "MK";
  });
  // An appearance written over is no choice among those that were there.
  if (!isChoice || own.redrawn.has(node.place.owner.number)) own.find("forbidden", "field-differs", facts);
  else if (isModestState(own, node.place, facts.page) && isModestState(own, now, facts.page))
    own.find("fill", "field-filled", facts);
  else own.find("undetermined", "field-unreadable", facts);
}

function judgeText(own: RevisionCase, field: ChangedField): void {
  const { node, now, keys, facts } = field;
  const { before, after } = own;
  const drawn = keys.includes("AP") || own.redrawn.has(node.place.owner.number);
  const value = after.objects.entry(now, "V");
  const old = before.objects.entry(node.place, "V");
  const same =
    old !== null && value !== null && sameValue({ document: before, ...old }, { document: after, ...value });
  const outcome = outcomeOf(own, field, drawn);
  if (outcome === "differs") own.find("forbidden", "field-differs", facts);
  else if (outcome === "unreadable" || hidesPage(own, now, facts.page))
    own.find("undetermined", "field-unreadable", facts);
  else if (!same) own.find("fill", "field-filled", facts);
  else if (showedValue(own, node.place)) own.find("sign", "field-redrawn", facts);
  // A value that was hidden beneath another picture comes to light.
  else if (isPicture(pictureOf(before, node.place))) own.find("undetermined", "field-unreadable", facts);
  else own.find("fill", "field-filled", facts);
}

function outcomeOf(own: RevisionCase, { node, now }: ChangedField, drawn: boolean) {
  // Without an appearance of its own the viewer draws the value, by the style that was signed (12.7.4.3).
  if (!now.value.entries.has("AP") && areDrawnByViewer(own.after)) return "shows-value";
  return drawn ? compareAppearance(own, { before: node.place, now }) : "unreadable";
}

function hidesPage(own: RevisionCase, now: Place<PdfDict>, page: number | null): boolean {
  const picture = pictureOf(own.after, now);
  return isPicture(picture) && !standsOnNothing(own, page, picture);
}
