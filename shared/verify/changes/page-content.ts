/** What a page showed before a stamp came onto it: words whose places are known, and areas of which it is not known what they show. */

import { annotationRect, inherited } from "../../pdf/appearance/visual-page.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { isDictPlace, nameOf, type PdfDict, type Place } from "../../pdf/objects.ts";
import { pageContent as contentOf } from "../../pdf/text/page-content.ts";
import { pageText } from "../../pdf/text/page-text.ts";
import { pageParts } from "./opaque-parts.ts";
import { type Box, boxOf } from "./picture.ts";
import { boundsUnder } from "./plane.ts";

export interface ShownContent {
  readonly words: readonly Box[];
  /** Each by itself: another number is another document. */
  readonly digits: readonly Box[];
  readonly images: readonly Box[];
  readonly unknown: readonly Box[];
}

/** Dots and lines that mark where something is to be put in. */
const FILLER = /^[.…·_\-–—/\s]+$/u;

/** Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function shownContent(document: PdfDocument, page: Place<PdfDict>): ShownContent {
  const { objects } = document;
  const text = pageText(objects, page);
  const words = text.words
    .filter(({ text: word }) => !FILLER.test(word))
    .map(({ box }) => boxFrom(annotationRect(text.page, box)));
  const content = contentOf(objects, page);
  const glyphs = content.glyphs
    .filter(({ letter }) => letter === null)
    .map(({ matrix, width }) => boundsUnder(matrix, { left: 0, bottom: -0.2, right: width, top: 0.9 }));
  return {
    words: [...words, ...glyphs],
    digits: content.glyphs
      .filter(({ letter }) => letter !== null && /^\p{Nd}$/u.test(letter))
      .map(({ matrix, width }) => boundsUnder(matrix, { left: 0, bottom: 0, right: width, top: 0.7 })),
    images: content.images.map(({ matrix }) => boundsUnder(matrix, UNIT)),
    unknown: [...drawings(document, page), ...otherAnnotations(document, page)],
  };
}

function boxFrom([left, bottom, right, top]: readonly [number, number, number, number]): Box {
  return { left, bottom, right, top };
}

/** A larger share of the page, in both directions, is its paper. */
const PAPER = 0.6;
/** Thinner, in points, are lines of tables and under words. */
const LINE = 1.5;

function drawings(document: PdfDocument, page: Place<PdfDict>): Box[] {
  const media = boxOf(document.objects, inherited(document.objects, page, "MediaBox"));
  const parts = pageParts(document, page);
  if (!parts) return [EVERYWHERE];
  const [width, height] = media ? [media.right - media.left, media.top - media.bottom] : [0, 0];
  const isPaper = ({ left, bottom, right, top }: Box) =>
    right - left > PAPER * width && top - bottom > PAPER * height;
  const images = new Set(
    contentOf(document.objects, page).images.map(({ matrix }) => boundsUnder(matrix, UNIT).left),
  );
  return parts
    .map(({ box }) => box)
    .filter((box) => !isPaper(box) || images.has(box.left))
    .filter(({ left, bottom, right, top }) => right - left > LINE && top - bottom > LINE);
}

const UNIT: Box = { left: 0, bottom: 0, right: 1, top: 1 };
const EVERYWHERE: Box = { left: -20_000, bottom: -20_000, right: 20_000, top: 20_000 };

/** Fields, notes, links: all but signatures, which are looked at as stamps. */
function otherAnnotations({ objects }: PdfDocument, page: Place<PdfDict>): Box[] {
  return objects.items(objects.entry(page, "Annots")).flatMap((place) => {
    if (!isDictPlace(place)) return [];
    const type = nameOf(
      objects.entry(place, "FT")?.value ?? objects.entry(objects.entry(place, "Parent"), "FT")?.value,
    );
    const kind = nameOf(objects.entry(place, "Subtype")?.value);
    const box = boxOf(objects, objects.entry(place, "Rect"));
    return box && type !== "Sig" && kind !== "Link" ? [box] : [];
  });
}
