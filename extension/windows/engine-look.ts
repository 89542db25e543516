/** For the eye, not for the verdict: where each signature stands on its page, and which words differ from what was signed first. */

import { SignError } from "#shared/errors.ts";
import { boxOf, fromUserSpace, visualPage } from "#shared/pdf/appearance/visual-page.ts";
import { openPdf, type PdfDocument } from "#shared/pdf/document.ts";
import { type FormNode, formNodes } from "#shared/pdf/form.ts";
import { SyntaxFault } from "#shared/pdf/lexer.ts";
import { isDictPlace, objectKey, type PdfDict, type Place } from "#shared/pdf/objects.ts";
import { pagesOf } from "#shared/pdf/pages.ts";
import { byteRangeOf } from "#shared/pdf/signature-facts.ts";
import {
  type Looked,
  type LookRequest,
  NOTHING_SEEN,
  type PageBox,
  type SignaturePlace,
} from "./engine-look-messages.ts";
import { sharesOf } from "./engine-page-box.ts";
import { openBlob } from "./engine-source.ts";
import { textChanges } from "./engine-text-changes.ts";

/** Pages in which a signature's place is looked for. */
const MOST_PAGES = 5000;

/** Never fails over a file: what cannot be read is not there. */
export async function lookAt({ blob, words, password }: LookRequest): Promise<Looked> {
  const source = await openBlob(blob);
  try {
    const document = openPdf(source, password === undefined ? {} : { password });
    const places = signaturePlaces(document);
    const ends = places.map(({ end }) => end).filter((end) => end < document.end);
    const texts = ends.length === 0 || !words ? [] : textChanges(document.at(Math.min(...ends)), document);
    return { places, texts };
  } catch (thrown) {
    if (thrown instanceof SignError || thrown instanceof SyntaxFault) return NOTHING_SEEN;
    throw thrown;
  }
}

/** Of every signature field with a lawful ByteRange, in the order of their ends. */
function signaturePlaces(document: PdfDocument): SignaturePlace[] {
  const { objects, catalog } = document;
  const nodes = formNodes(objects, catalog);
  const widgets = nodes.filter(({ place }) => place.value.entries.has("Rect"));
  const pages = pagesOfWidgets(document, widgets);
  return nodes
    .flatMap((node) => {
      const end = signedEnd(document, node);
      if (end === null) return [];
      const widget = widgets.find(({ name }) => name === node.name);
      const page = widget && pages.get(objectKey(widget.place.owner));
      const box = widget && page ? pageBox(document, page.place, widget.place) : null;
      return [{ field: node.name, end, page: page?.number ?? null, box }];
    })
    .sort((a, b) => a.end - b.end);
}

function signedEnd({ objects, end }: PdfDocument, { place, value }: FormNode): number | null {
  if (value === undefined) return null;
  const dictionary = objects.entry(place, "V");
  const range = isDictPlace(dictionary) ? byteRangeOf(dictionary) : null;
  const [, , start = 0, length = 0] = range ?? [];
  const last = start + length;
  return range?.length === 4 && last > 0 && last <= end ? last : null;
}

interface NumberedPage {
  readonly number: number;
  readonly place: Place<PdfDict>;
}

/** By the widget's object. */
function pagesOfWidgets(
  { objects, catalog }: PdfDocument,
  widgets: readonly FormNode[],
): Map<string, NumberedPage> {
  const wanted = new Set(widgets.map(({ place }) => objectKey(place.owner)));
  const found = new Map<string, NumberedPage>();
  let number = 0;
  for (const place of pagesOf(objects, catalog)) {
    if (found.size === wanted.size || ++number > MOST_PAGES) break;
    for (const annotation of objects.items(objects.entry(place, "Annots"))) {
      const key = annotation && objectKey(annotation.owner);
      if (key !== null && wanted.has(key)) found.set(key, { number, place });
    }
  }
  return found;
}

/** null for a signature without anything to be seen (ISO 32000-2, 12.7.5.5). */
function pageBox({ objects }: PdfDocument, page: Place<PdfDict>, widget: Place<PdfDict>): PageBox | null {
  const rect = boxOf(objects, objects.entry(widget, "Rect"));
  if (rect === null) return null;
  const visual = visualPage(objects, page);
  const [left, bottom, right, top] = rect;
  const [a, b] = [fromUserSpace(visual, left, bottom), fromUserSpace(visual, right, top)];
  return sharesOf(visual, {
    x: Math.min(a[0], b[0]),
    y: Math.min(a[1], b[1]),
    width: Math.abs(a[0] - b[0]),
    height: Math.abs(a[1] - b[1]),
  });
}
