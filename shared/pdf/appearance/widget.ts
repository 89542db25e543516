/** The visible widget of a signature (ISO 32000-2, 12.5.6.19): Rect and AP, for a new field or one that is there. */

import { fail } from "#shared/errors.ts";
import type { PdfDocument } from "../document.ts";
import { isDictPlace, nameOf, type PdfDict, type Place } from "../objects.ts";
import { pageByNumber, pagesOf } from "../pages.ts";
import type { Revision } from "../revision.ts";
import { type Appearance, addAppearance } from "./appearance.ts";
import { archivePart } from "./conformance.ts";
import { NewObjects, numberText } from "./parts.ts";
import { annotationRect, boxOf, type VisualPage, type VisualRect, visualPage } from "./visual-page.ts";

export interface WidgetWork {
  readonly document: PdfDocument;
  readonly revision: Revision;
  readonly appearance: Appearance;
}

type Bounds = readonly [number, number, number, number];

/** Entries of a new widget on `page`. INVALID_ARGUMENT {argument: "rect"} where it has no area or lies outside the page. */
export function newWidget(work: WidgetWork, page: Place<PdfDict>): string {
  const { rect } = work.appearance;
  const visual = visualPage(work.document.objects, page);
  if (!isOnPage(visual, rect)) fail("INVALID_ARGUMENT", { argument: "rect" });
  const form = addForm(work, visual, [0, 0, rect.width, rect.height]);
  const box = annotationRect(visual, rect).map(numberText).join(" ");
  return `/Rect [${box}]\n/AP <</N ${form}>>\n`;
}

/** Entries of a new widget that shows nothing. In PDF/A-1 every field has an appearance (ISO 19005-1, 6.9), also an empty one. */
export function invisibleWidget({ document, revision }: Omit<WidgetWork, "appearance">): string {
  const place = "/Rect [0 0 0 0]\n";
  if (archivePart(document) !== 1) return place;
  const entries = "/Type /XObject\n/Subtype /Form\n/BBox [0 0 0 0]";
  const form = new NewObjects(revision, document.cipher).addStream({ entries, data: new Uint8Array(0) });
  return `${place}/AP <</N ${form}>>\n`;
}

function isOnPage(page: VisualPage, { x, y, width, height }: VisualRect): boolean {
  const lawful = [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0;
  return lawful && x < page.width && y < page.height && x + width > 0 && y + height > 0;
}

function addForm(work: WidgetWork, page: VisualPage, bounds: Bounds): string {
  const { document, revision, appearance } = work;
  const objects = new NewObjects(revision, document.cipher);
  const { marks, font } = appearance;
  const opaque = archivePart(document) === 1;
  return addAppearance(objects, { marks, font, bounds, rotate: page.rotate, opaque });
}

/**
 * A field that is there keeps its place; the marks stand in the middle of it, as large as fits without distortion. One that had
 * no area gets the place that was asked for.
 */
export function fillWidget(work: WidgetWork, field: Place<PdfDict>): void {
  const { objects } = work.document;
  const widget = widgetOf(work.document, field);
  if (!widget) return;
  const page = visualPage(objects, pageOf(work, widget));
  const form = addForm(work, page, placedBounds(work, widget, page));
  work.revision.setEntry(widget, "AP", `<</N ${form}>>`);
}

/** What of the marks' plane the widget shows; gives it a Rect where it has none. */
function placedBounds(work: WidgetWork, widget: Place<PdfDict>, page: VisualPage): Bounds {
  const { objects } = work.document;
  const { rect } = work.appearance;
  const box = boxOf(objects, objects.entry(widget, "Rect"));
  if (box) {
    const [width, height] = [box[2] - box[0], box[3] - box[1]];
    const lying = page.rotate === 90 || page.rotate === 270;
    return boundsWithin(rect, lying ? height / width : width / height);
  }
  if (!isOnPage(page, rect)) fail("INVALID_ARGUMENT", { argument: "rect" });
  work.revision.setEntry(widget, "Rect", `[${annotationRect(page, rect).map(numberText).join(" ")}]`);
  return [0, 0, rect.width, rect.height];
}

/** The widget is the field itself, or its only kid. */
function widgetOf({ objects }: PdfDocument, field: Place<PdfDict>): Place<PdfDict> | null {
  if (nameOf(objects.entry(field, "Subtype")?.value) === "Widget") return field;
  const [kid] = objects.items(objects.entry(field, "Kids"));
  return isDictPlace(kid ?? null) ? (kid as Place<PdfDict>) : null;
}

/** Pages searched for a widget that does not say its own. */
const SEARCHED_PAGES = 200;

function pageOf({ document, appearance }: WidgetWork, widget: Place<PdfDict>): Place<PdfDict> {
  const { objects, catalog } = document;
  const page = objects.entry(widget, "P");
  if (isDictPlace(page)) return page;
  let searched = 0;
  for (const candidate of pagesOf(objects, catalog)) {
    const annotations = objects.items(objects.entry(candidate, "Annots"));
    if (annotations.some((place) => place?.owner.number === widget.owner.number)) return candidate;
    if (++searched >= SEARCHED_PAGES) break;
  }
  return pageByNumber(document, appearance.page);
}

function boundsWithin({ width, height }: VisualRect, ratio: number): Bounds {
  const wide = Math.max(width, height * ratio);
  const high = wide / ratio;
  return [(width - wide) / 2, (height - high) / 2, (width + wide) / 2, (height + high) / 2];
}
