/** Upright words of a page as lines, in which an anchor is searched however the producer cut its words. */

import type { PageText, Word } from "../text/page-text.ts";

export interface LineLetter {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of its word: words of one line may stand a little higher or lower than their neighbours. */
  readonly baseline: number;
  readonly size: number;
  readonly unseen: boolean;
}

/** Words on one line, none far from the next. */
export interface TextLine {
  /** Without spaces, NFC. */
  readonly text: string;
  readonly words: readonly Word[];
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  /** Where each UTF-16 unit of `text` stands. */
  readonly letters: readonly LineLetter[];
}

/** Between columns: font sizes, and how much more than between the words of the line. */
const COLUMN_GAP = { least: 0.6, most: 2.5, times: 2.2 };

export function textLines({ words }: PageText): TextLine[] {
  const lines: Word[][] = [];
  for (const word of words) {
    if (word.angle !== 0) continue;
    const line = lines.at(-1);
    const last = line?.at(-1);
    const isSame = last && Math.abs(last.baseline - word.baseline) < 0.35 * Math.min(last.size, word.size);
    if (line && isSame) line.push(word);
    else lines.push([word]);
  }
  return lines.map(lineOf);
}

/** The line cut where columns part. */
export function columnsOf(line: TextLine): TextLine[] {
  const least = columnGap(line);
  const columns: Word[][] = [];
  for (const word of line.words) {
    const column = columns.at(-1);
    const last = column?.at(-1);
    if (column && last && gapBefore(word, last) < least * word.size) column.push(word);
    else columns.push([word]);
  }
  return columns.map(lineOf);
}

/** In font sizes: the words of a line stand about equally far apart, justified too; columns much farther. */
function columnGap({ words }: TextLine): number {
  // "N g u y ễ n": between its words is more than between its letters.
  const isSpaced = words.filter(({ letters }) => letters.length === 1).length > words.length / 2;
  if (isSpaced) return COLUMN_GAP.most;
  const gaps = words.slice(1).map((word, at) => gapBefore(word, words[at] ?? word) / word.size);
  const usual = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return Math.min(COLUMN_GAP.most, Math.max(COLUMN_GAP.least, COLUMN_GAP.times * usual));
}

function gapBefore(word: Word, before: Word): number {
  return word.box.x - (before.box.x + before.box.width);
}

function lineOf(words: readonly Word[]): TextLine {
  const letters = words.flatMap(composedLetters);
  const [first] = words;
  return {
    text: letters.map(({ text }) => text).join(""),
    words,
    left: words.reduce((least, { box }) => Math.min(least, box.x), Number.POSITIVE_INFINITY),
    right: words.reduce((most, { box }) => Math.max(most, box.x + box.width), Number.NEGATIVE_INFINITY),
    baseline: first?.baseline ?? 0,
    size: words.reduce((most, { size }) => Math.max(most, size), 0),
    letters: letters.flatMap((letter) => Array.from(letter.text, () => letter)),
  };
}

/** A mark that the file shows by itself belongs to the letter before it. */
function composedLetters({ letters, baseline, size, unseen }: Word): LineLetter[] {
  const composed: (Omit<LineLetter, "text"> & { text: string })[] = [];
  for (const { text, x, width } of letters) {
    const last = composed.at(-1);
    if (last && /^\p{M}/u.test(text)) last.text = (last.text + text).normalize("NFC");
    else {
      const place = { left: x, right: x + width, baseline, size, unseen };
      composed.push({ text: text.normalize("NFC"), ...place });
    }
  }
  return composed;
}
