/** Forms whose fields the viewer draws by their values (NeedAppearances, ISO 32000-2 12.7.3, table 224). */

import type { PdfDocument } from "../../pdf/document.ts";
import { type FormNode, formNodes } from "../../pdf/form.ts";
import { isDictPlace, nameOf, type Place } from "../../pdf/objects.ts";
import { pagesOf } from "../../pdf/pages.ts";
import { showedValue } from "./filled-appearance.ts";
import { boxOf } from "./picture.ts";
import { intersectionOf } from "./plane.ts";
import type { RevisionCase } from "./revision-case.ts";

export function areDrawnByViewer({ objects, catalog }: PdfDocument): boolean {
  const value = objects.entry(objects.entry(catalog, "AcroForm"), "NeedAppearances")?.value;
  return value?.kind === "boolean" && value.value;
}

/** Pages whose annotations are looked through. */
const MAX_PAGES = 200;

/** Whether viewers that begin to draw the fields of the signed form by themselves still show what it showed. */
export function drawsTheSame(own: RevisionCase): boolean {
  const nodes = formNodes(own.before.objects, own.before.catalog);
  // Fields that stand in another object, and widgets beside the form, are drawn as well.
  if (nodes.some(({ place }) => place.owner.value !== place.value)) return false;
  return hasNoOtherWidgets(own) && nodes.every((node) => node.type === "Sig" || staysAsItWas(own, node));
}

/** Its value is what it showed, and the ground that a viewer may draw beneath it hides nothing of the page. */
function staysAsItWas(own: RevisionCase, { place, type }: FormNode): boolean {
  const rect = boxOf(own.before.objects, own.before.objects.entry(place, "Rect"));
  if (!rect) return true;
  const shown = own.shownOn(own.pageShowing(place.owner.number));
  const isClear = shown && ![...shown.words, ...shown.images].some((box) => intersectionOf(box, rect));
  if (!isClear) return false;
  return type === "Btn" || isEmpty(own, place) || showedValue(own, place);
}

function isEmpty({ before: { objects } }: RevisionCase, field: FormNode["place"]): boolean {
  const value = objects.entry(field, "V");
  const text = objects.stringBytes(value);
  return (value === null && objects.entry(field, "Parent") === null) || text?.length === 0;
}

function hasNoOtherWidgets(own: RevisionCase): boolean {
  const { objects, catalog, pageCount } = own.before;
  if (pageCount > MAX_PAGES) return false;
  for (const page of pagesOf(objects, catalog)) {
    if (objects.items(objects.entry(page, "Annots")).some((item) => isForeignWidget(own, item))) return false;
  }
  return true;
}

function isForeignWidget(own: RevisionCase, item: Place | null): boolean {
  if (!isDictPlace(item)) return false;
  const isWidget = nameOf(own.before.objects.entry(item, "Subtype")?.value) === "Widget";
  return isWidget && !own.oldFields.has(item.owner.number);
}
