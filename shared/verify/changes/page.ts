/** Pages and their annotations in a later revision (rules R10 and R15). */

import type { PdfDict, PdfValue, Place } from "../../pdf/objects.ts";
import { isDictPlace, nameOf } from "../../pdf/objects.ts";
import { addedItems } from "./added-items.ts";
import type { Pair } from "./changed-object.ts";
import { aboutObject, type RevisionCase } from "./revision-case.ts";
import { differingKeys, type Seen } from "./same-value.ts";

export function judgePage(own: RevisionCase, { old, now }: Pair): void {
  const page = own.pageNumber(old.owner.number);
  const facts = { ...aboutObject(old.owner), page };
  const isDicts = old.value.kind === "dict" && now.value.kind === "dict";
  const keys = isDicts ? differingKeys(asDict(old), asDict(now)) : null;
  if (!keys) {
    own.find("forbidden", "page-changed", { ...facts, what: "Page" });
    return;
  }
  for (const key of keys) {
    if (key === "Annots") judgePageAnnots(own, old, now);
    else if (!isHarmless(key, asDict(now).value.entries.get(key))) {
      own.find("forbidden", "page-changed", { ...facts, what: key });
    }
  }
}

function asDict(seen: Seen) {
  if (seen.value.kind !== "dict") throw new TypeError("no dictionary");
  return { ...seen, value: seen.value };
}

/** The order in which the tabulator key goes (12.5), and a date. */
function isHarmless(key: string, value: PdfValue | undefined): boolean {
  if (key === "Tabs") return value?.kind === "name";
  return key === "LastModified" && value?.kind === "string";
}

function judgePageAnnots(own: RevisionCase, old: Seen, now: Seen): void {
  const { before, after } = own;
  const value = asDict(now).value.entries.get("Annots");
  if (value?.kind === "reference" && own.isNew(value.number)) own.explain(value);
  const [was, is] = [before.objects.entry(old, "Annots"), after.objects.entry(now, "Annots")];
  const page = { owner: now.owner, value: asDict(now).value };
  const none: PdfValue = { kind: "array", items: [], start: 0, end: 0 };
  const empty = { document: after, owner: now.owner, value: none };
  judgeAnnots(own, page, {
    old: was ? { document: before, ...was } : empty,
    now: is ? { document: after, ...is } : empty,
  });
}

/** The old annotations in their order, then new ones; those that are no widgets may go where P3 allows it. */
export function judgeAnnots(own: RevisionCase, page: Place<PdfDict>, pair: Pair): void {
  const facts = { ...aboutObject(page.owner), what: "Annots", page: own.pageNumber(page.owner.number) };
  const added = addedItems(pair);
  if (!added) {
    own.find("forbidden", "page-changed", facts);
    return;
  }
  for (const item of added.removed) {
    const place = own.before.objects.place(pair.old.owner, item);
    const isWidget =
      !isDictPlace(place) || kindOf(place) === "Widget" || own.oldFields.has(place.owner.number);
    own.find(isWidget ? "forbidden" : "annotate", "annotation", { ...facts, what: kindOf(place) });
  }
  for (const item of added.items) addAnnotation(own, page, { ...pair.now, value: item });
}

function addAnnotation(own: RevisionCase, page: Place<PdfDict>, { owner, value }: Seen): void {
  const seen = own.newAnnotations.some(({ number }) => value.kind === "reference" && value.number === number);
  if (value.kind === "reference" && own.isNew(value.number) && !seen) {
    own.newAnnotations.push({ number: value.number, page });
    return;
  }
  const place = own.after.objects.place(owner, value);
  const facts = { what: kindOf(place), page: own.pageNumber(page.owner.number) };
  own.find(value.kind === "dict" && facts.what !== "Widget" ? "annotate" : "forbidden", "annotation", facts);
  own.explainGraph(value);
}

/** Its Subtype (12.5.2). */
export function kindOf(place: Place | null): string {
  return (place?.value.kind === "dict" && nameOf(place.value.entries.get("Subtype"))) || "?";
}

/** An annotation that was there and is no field of the form. */
export function judgeOldAnnotation(own: RevisionCase, { old, now }: Pair): void {
  const isWidget = kindOf(old) === "Widget" || kindOf(now) !== kindOf(old);
  own.explainGraph(now.value);
  own.find(isWidget ? "forbidden" : "annotate", "annotation", {
    ...aboutObject(old.owner),
    what: kindOf(old),
  });
}
