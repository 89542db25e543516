/** Pages of a document as a stamp looks for its place: the first ones and the last ones, each read once. */

import type { PdfDocument } from "../document.ts";
import type { PdfDict, Place } from "../objects.ts";
import { pageByNumber } from "../pages.ts";
import { pageText } from "../text/page-text.ts";
import type { PageLines } from "./signature-block.ts";

/** A leader signs on one of these; attachments may follow. */
const LAST_PAGES = 12;

export class StampPages {
  private readonly document: PdfDocument;
  private readonly known = new Map<number, PageLines>();

  constructor(document: PdfDocument) {
    this.document = document;
  }

  at(number: number): PageLines {
    const known = this.known.get(number);
    if (known) return known;
    const text = pageText(this.document.objects, pageByNumber(this.document, number));
    const page = { number, text };
    this.known.set(number, page);
    return page;
  }

  /** What was found on it was found by words recognised of a scan: they stand about where the picture has them. */
  isRecognised(number: number): boolean {
    const words = this.known.get(number)?.text.words ?? [];
    return words.filter(({ unseen }) => unseen).length > words.length / 2;
  }

  /** The last pages, in their order. */
  fromEnd(): PageLines[] {
    return this.lastNumbers().map((number) => this.at(number));
  }

  /** The last page first. */
  placesFromEnd(): { number: number; place: Place<PdfDict> }[] {
    return this.lastNumbers()
      .reverse()
      .map((number) => ({ number, place: pageByNumber(this.document, number) }));
  }

  private lastNumbers(): number[] {
    const count = this.document.pageCount;
    const first = Math.max(1, count - LAST_PAGES + 1);
    return Array.from({ length: count - first + 1 }, (_, index) => first + index);
  }
}
