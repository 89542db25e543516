/** Words of the pages that differ between two revisions of a file. */

import { SignError } from "#shared/errors.ts";
import type { VisualPage } from "#shared/pdf/appearance/visual-page.ts";
import type { PdfDocument } from "#shared/pdf/document.ts";
import { SyntaxFault } from "#shared/pdf/lexer.ts";
import type { PdfDict, Place } from "#shared/pdf/objects.ts";
import { pagesOf } from "#shared/pdf/pages.ts";
import { type PageText, pageText, type Word } from "#shared/pdf/text/page-text.ts";
import { tameName } from "../jobs.ts";
import type { PageBox, TextChange } from "./engine-look-messages.ts";
import { sharesOf } from "./engine-page-box.ts";
import { wordChanges } from "./verify/look/word-changes.ts";

const MOST_PAGES = 300;
const MOST_CHANGES = 50;

/** In the order of the pages; at most fifty, of the first three hundred pages. */
export function textChanges(before: PdfDocument, after: PdfDocument): TextChange[] {
  const found: TextChange[] = [];
  const earlier = pagesOf(before.objects, before.catalog);
  let number = 0;
  for (const page of pagesOf(after.objects, after.catalog)) {
    if (++number > MOST_PAGES || found.length >= MOST_CHANGES) break;
    const { value, done } = earlier.next();
    const old = done ? null : value;
    found.push(...pageChanges({ number, old: old && read(before, old), now: read(after, page) }));
  }
  return found.slice(0, MOST_CHANGES);
}

function read(document: PdfDocument, page: Place<PdfDict>): PageText | null {
  try {
    return pageText(document.objects, page);
  } catch (thrown) {
    if (thrown instanceof SignError || thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

interface PagePair {
  readonly number: number;
  readonly old: PageText | null;
  readonly now: PageText | null;
}

function pageChanges({ number, old, now }: PagePair): TextChange[] {
  if (now === null) return [];
  const changes = wordChanges({ before: old?.words ?? [], after: now.words, textOf: ({ text }) => text });
  if (changes === null) return [{ page: number, before: "", after: "", box: null }];
  return changes.map(({ before, after, beforeAt, afterAt }) => ({
    page: number,
    before: quote(old?.words ?? [], { at: beforeAt, words: before }),
    after: quote(now.words, { at: afterAt, words: after }),
    box: boxAround(now.page, after),
  }));
}

interface Quoted {
  readonly at: number;
  readonly words: readonly Word[];
}

/**
 * The document's own words in our list, with the one before and the one behind, since a number alone says little: one line,
 * without controls, cut. Empty for none.
 */
function quote(page: readonly Word[], { at, words }: Quoted): string {
  if (words.length === 0) return "";
  const around = page.slice(Math.max(0, at - 1), at + words.length + 1);
  return tameName(around.map(({ text }) => text).join(" "));
}

function boxAround(page: VisualPage, words: readonly Word[]): PageBox | null {
  const [first] = words;
  if (first === undefined) return null;
  // A change over several lines is marked where it begins.
  const line = words.filter((word) => Math.abs(word.baseline - first.baseline) < first.size / 2);
  const left = Math.min(...line.map(({ box }) => box.x));
  const right = Math.max(...line.map(({ box }) => box.x + box.width));
  const { y, height } = first.box;
  return sharesOf(page, { x: left, y, width: right - left, height });
}
