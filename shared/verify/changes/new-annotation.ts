/** What a later revision adds to pages and form (rules R9 to R11): signature fields with their widgets, and annotations. */

import { type FormNode, formNodes } from "../../pdf/form.ts";
import { isDictPlace, type PdfDict, type Place } from "../../pdf/objects.ts";
import { kindOf } from "./page.ts";
import type { RevisionCase } from "./revision-case.ts";
import { isSignatureWidget, judgeSignedField } from "./signature-value.ts";

export function judgeNewAnnotations(own: RevisionCase): void {
  const nodes = own.newFields.size > 0 ? formNodes(own.after.objects, own.after.catalog) : [];
  for (const number of own.newFields) judgeNewField(own, number, nodes);
  for (const { number, page } of own.newAnnotations) {
    if (own.newFields.has(number)) continue;
    const place = own.after.objects.placeOf({ number, generation: 0 });
    const kind = kindOf(place);
    const facts = { what: kind, object: `${number} 0`, page: own.pageNumber(page.owner.number) };
    own.explain({ number });
    if (place) own.explainGraph(place.value);
    if (kind === "Widget" || !isDictPlace(place)) own.find("forbidden", "widget-added", facts);
    else own.find("annotate", "annotation", facts);
  }
}

function judgeNewField(own: RevisionCase, number: number, nodes: readonly FormNode[]): void {
  own.explain({ number });
  const node = nodes.find(({ place }) => place.owner.number === number && place.owner.value === place.value);
  const name = node?.name ?? "";
  const facts = { what: name, object: `${number} 0` };
  const page = node && pageOf(own, number, node.place);
  if (node?.type !== "Sig" || page === undefined || !isUnique(node, nodes)) {
    own.find("forbidden", "form-changed", { ...facts, what: name || "Fields" });
    return;
  }
  if (!node.value || node.value.kind === "null") {
    own.find("forbidden", "signature-field-unsigned", { ...facts, page });
    return;
  }
  for (const key of ["DR", "Lock", "SV"]) {
    const value = node.place.value.entries.get(key);
    if (value) own.explainGraph(value);
  }
  if (!isSignatureWidget(node.place)) own.find("undetermined", "later-signature-unlike", { ...facts, page });
  judgeSignedField(own, { name, place: node.place, page });
}

/** At the root, with a name that no other field has (12.7.4.2). */
function isUnique(node: FormNode, nodes: readonly FormNode[]): boolean {
  return (
    node.named &&
    node.name !== "" &&
    nodes.filter(({ name, named }) => named && name === node.name).length === 1
  );
}

/** The page that shows it, null where none does; undefined where that is not one page, or not the one it names. */
function pageOf(own: RevisionCase, number: number, place: Place<PdfDict>): number | null | undefined {
  const [shown, ...others] = own.newAnnotations.filter((annotation) => annotation.number === number);
  const named = place.value.entries.get("P");
  if (others.length > 0) return undefined;
  if (!shown) return null;
  const isNamed =
    named === undefined || (named.kind === "reference" && named.number === shown.page.owner.number);
  return isNamed ? own.pageNumber(shown.page.owner.number) : undefined;
}
