/** The form of a later revision (whitelist 4 and 5): new fields behind the old ones, new default resources beside the old ones. */

import type { PdfDocument } from "../../pdf/document.ts";
import { Lexer } from "../../pdf/lexer.ts";
import { integerOf, isDictPlace, type PdfDict, type PdfValue, type Place } from "../../pdf/objects.ts";
import { addedItems } from "./added-items.ts";
import type { Pair } from "./changed-object.ts";
import type { RevisionCase } from "./revision-case.ts";
import { differingKeys, type Seen } from "./same-value.ts";
import { drawsTheSame } from "./viewer-drawn.ts";

/** ISO 32000-2 12.7.3. */
export function formOf({ objects, catalog }: PdfDocument): Place<PdfDict> | null {
  const form = objects.entry(catalog, "AcroForm");
  return isDictPlace(form) ? form : null;
}

export function judgeForm(own: RevisionCase, { old, now }: Pair): void {
  const keys = keysOf(old, now);
  if (!keys) own.find("forbidden", "form-changed", { what: "AcroForm" });
  else for (const key of keys) judgeEntry(own, { old, now }, key);
}

function keysOf(old: Seen, now: Seen): string[] | null {
  if (old.value.kind !== "dict" || now.value.kind !== "dict") return null;
  return differingKeys({ ...old, value: old.value }, { ...now, value: now.value });
}

const EMPTY: PdfValue = {
  kind: "dict",
  entries: new Map(),
  repeated: [],
  contradicted: [],
  misplaced: false,
  flawed: false,
  start: 0,
  end: 0,
};

export function judgeNewForm(own: RevisionCase, now: Seen): void {
  judgeForm(own, { old: { ...now, value: EMPTY }, now });
}

const SIG_FLAGS = 3;

function judgeEntry(own: RevisionCase, { old, now }: Pair, key: string): void {
  const [was, is] = [under(own.before, old, key), under(own.after, now, key)];
  explainReference(own, now, key);
  switch (key) {
    case "Fields":
      if (is) judgeFields(own, { old: was ?? { ...is, value: EMPTY_ARRAY }, now: is });
      else own.find("forbidden", "form-changed", { what: key });
      return;
    case "DR":
      if (is) judgeFormResources(own, { old: was ?? { ...is, value: EMPTY }, now: is });
      else own.find("undetermined", "form-changed", { what: key });
      return;
    default:
      if (isAllowed(own, key, [was?.value, is?.value])) return;
      own.find(isTurnedOn(key, is?.value) ? "undetermined" : "forbidden", "form-changed", { what: key });
  }
}

const EMPTY_ARRAY: PdfValue = { kind: "array", items: [], start: 0, end: 0 };

function under(document: PdfDocument, { owner, value }: Seen, key: string): Seen | null {
  const place = document.objects.entry({ owner, value }, key);
  return place && { document, ...place };
}

function explainReference(own: RevisionCase, { value }: Seen, key: string): void {
  const entry = value.kind === "dict" ? value.entries.get(key) : undefined;
  if (entry?.kind === "reference" && own.isNew(entry.number)) own.explain(entry);
}

type Values = readonly [old: PdfValue | undefined, now: PdfValue | undefined];

/** Flags only rise; a default appearance is only added, and only where no field is drawn by it. */
function isAllowed(own: RevisionCase, key: string, [old, now]: Values): boolean {
  if (key === "SigFlags") {
    const [was, is] = [integerOf(old) ?? 0, integerOf(now) ?? 0];
    return is === was || is === (was | SIG_FLAGS);
  }
  if (key === "DA") return old === undefined && now?.kind === "string" && !hasFieldWithoutDefault(own);
  const isOff = (value: PdfValue | undefined) =>
    value === undefined || (value.kind === "boolean" && !value.value);
  if (key !== "NeedAppearances") return false;
  // Where viewers drew the values themselves, they would now show what stands in the appearances; and the other way round.
  if (isOff(now)) return isOff(old) || !hasFillable(own);
  return now?.kind === "boolean" && (!isOff(old) || drawsTheSame(own));
}

/** Viewers may now draw something else than the appearances that were signed; or the same. */
function isTurnedOn(key: string, now: PdfValue | undefined): boolean {
  return key === "NeedAppearances" && now?.kind === "boolean" && now.value;
}

/** The old fields in their order, then new ones. */
export function judgeFields(own: RevisionCase, { old, now }: Pair): void {
  const added = addedItems({ old, now });
  if (!added || added.removed.length > 0) {
    own.find("forbidden", "form-changed", { what: "Fields" });
    return;
  }
  for (const item of added.items) {
    if (item.kind === "reference" && own.isNew(item.number) && !own.newFields.has(item.number)) {
      own.newFields.add(item.number);
    } else own.find("forbidden", "form-changed", { what: "Fields" });
  }
}

function hasFillable({ oldFields }: RevisionCase): boolean {
  return [...oldFields.values()].some(({ type }) => type !== "Sig");
}

/** It would be drawn by the default of the form (12.7.4.3). */
function hasFieldWithoutDefault({ before, oldFields }: RevisionCase): boolean {
  return [...oldFields.values()].some(
    ({ type, place }) =>
      (type === "Tx" || type === "Ch") &&
      !place.value.entries.has("DA") &&
      before.objects.entry(before.objects.entry(place, "Parent"), "DA") === null,
  );
}

/** Default resources (12.7.3): what a name means stays; a name that meant nothing, and draws no field, may get a meaning. */
export function judgeFormResources(own: RevisionCase, pair: Pair): void {
  const lawful = keysOf(pair.old, pair.now)?.every((key) => {
    const [was, is] = [under(own.before, pair.old, key), under(own.after, pair.now, key)];
    explainReference(own, pair.now, key);
    return is !== null && (was === null || keepsNames(own, was, is));
  });
  if (lawful) own.explainGraph(pair.now.value);
  else own.find("forbidden", "form-changed", { what: "DR" });
}

/** The name some programs give the picture of the newest signature; no default appearance draws it. */
const NEWEST_PICTURE = "FRM";

function keepsNames(own: RevisionCase, was: Seen, is: Seen): boolean {
  const names = keysOf(was, is);
  if (!names || was.value.kind !== "dict" || is.value.kind !== "dict") return false;
  const [old, now] = [was.value.entries, is.value.entries];
  return names.every((name) => {
    const value = now.get(name);
    const isNewPicture = name === NEWEST_PICTURE && value?.kind === "reference" && own.isNew(value.number);
    return isNewPicture || (!old.has(name) && !isDrawnBy(own, name));
  });
}

/** Whether the default appearance of some field, or of the form, uses that name. */
function isDrawnBy({ before, oldFields }: RevisionCase, name: string): boolean {
  const { objects } = before;
  const places = [formOf(before), ...[...oldFields.values()].map(({ place }) => place)];
  return places.some((place) => {
    const text = objects.stringBytes(objects.entry(place, "DA"));
    return text !== null && namesIn(text).includes(name);
  });
}

function namesIn(text: Uint8Array): string[] {
  const lexer = new Lexer(text);
  const names: string[] = [];
  for (let token = lexer.next(); token.kind !== "end"; token = lexer.next()) {
    if (token.kind === "name") names.push(token.value);
  }
  return names;
}
