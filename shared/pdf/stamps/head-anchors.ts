/** Where number and date of a document go (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.3 and II.4): on their dots. */

import type { LineLetter, TextLine } from "./text-lines.ts";

/** A stretch of a line that waits for a few characters: free from `left` to `right`, its dots around `middle`. */
export interface Blank {
  readonly left: number;
  readonly middle: number;
  readonly right: number;
  readonly baseline: number;
  /** Font size of the words beside it. */
  readonly size: number;
  /** What stands there already; empty where nothing does. */
  readonly filled: string;
}

export interface NumberBlank extends Blank {
  /** The symbol that follows, with its stroke; empty where none does. */
  readonly symbol: string;
}

export interface DateBlanks {
  readonly day: Blank;
  readonly month: Blank;
}

/** Dots, dashes below: what is printed where something is to be written. */
const DOTS = "[.…_·\\u2024\\u2025]*";
/** "Số", also in capitals, its dots, and what is written on them. */
const NUMBER = new RegExp(`^(S[ốỐ]:?)(${DOTS}(\\d*\\p{Ll}?)${DOTS})`, "u");
const WRITTEN = `(${DOTS}(\\d{0,2})${DOTS})`;
/** In words, or with strokes before a year in digits. */
const DATE = new RegExp(`ngày${WRITTEN}(?:(tháng)${WRITTEN}năm|(/)${WRITTEN}/(?=20))`, "giu");
const YEAR = new RegExp(`^\\d*${DOTS}`, "u");
/** Of number and date, in points: the decree's. */
export const HEAD_SIZE = 13;
/** Points kept for a number after which the line ends. */
const OPEN_BLANK = 40;
/** In font sizes: a gap that parts one piece of a line from the next, wider than justified words stand apart. */
const PART_GAP = 0.8;

interface HeadPage {
  readonly height: number;
}

/** Points above and below the line of the date, where the number of a head stands. */
const NEAR_DATE = 60;

/**
 * "Số:" in the head: the one near the date, and that a number most likely belongs to; the topmost of equal ones. Null where there is
 * none.
 */
export function numberBlank(
  lines: readonly TextLine[],
  page: HeadPage,
  date: DateBlanks | null,
): NumberBlank | null {
  const found = lines.flatMap(({ letters, text, baseline }) => {
    if (baseline < page.height / 2) return [];
    return partStarts(letters).flatMap((start) => {
      const match = NUMBER.exec(text.slice(start));
      const blank = match && numberAt(letters, { match, start });
      return blank ? [blank] : [];
    });
  });
  const near = found.filter((blank) => date && Math.abs(blank.baseline - date.day.baseline) < NEAR_DATE);
  const [best] = (near.length > 0 ? near : found).sort((a, b) => likelihood(b) - likelihood(a));
  return best ?? null;
}

/** A symbol says it best; a table has "Số:" in its head too. */
function likelihood({ filled, symbol }: NumberBlank): number {
  return (symbol === "" ? 0 : 2) + (filled === "" ? 1 : 0);
}

/** Units of the line's text at which a word begins that stands apart from what is before it: "Số:" may follow the agency's name. */
function partStarts(letters: readonly LineLetter[]): number[] {
  return letters.flatMap((letter, at) => {
    const before = letters[at - 1];
    if (letter === before) return [];
    const isApart = !before || letter.left - before.right > PART_GAP * letter.size;
    return isApart ? [at] : [];
  });
}

/** Null where "Số" is a word of the text: nothing after it says that a number goes there. */
function numberAt(
  letters: readonly LineLetter[],
  { match, start }: { match: RegExpExecArray; start: number },
): NumberBlank | null {
  const [all, lead = "", dots = "", filled = ""] = match;
  const [from, end] = [start + lead.length, start + all.length];
  const symbol = symbolAt(letters, end);
  const isOpen = endsPart(letters, end);
  const hasDots = dots.length > filled.length;
  const hasColon = lead.endsWith(":");
  const leadsSymbol = symbol !== "" && (hasColon || all !== lead || gapAt(letters, end) > SYMBOL_GAP.set);
  const isNumber = leadsSymbol || (hasColon && isOpen) || (filled === "" && hasDots);
  // "Số liệu": the word goes on.
  if (!isNumber || (filled !== "" && !/^\d/u.test(filled))) return null;
  const blank = blankAt(letters, { from, end, filled });
  return blank && { ...blank, symbol: strokeFirst(symbol) };
}

/** Letters of a symbol, and how far apart they may stand, in font sizes: the next column begins in capitals too. */
const SYMBOL_LETTER = /^[\p{Lu}\p{N}/.&-]$/u;
const SYMBOL_GAP = { set: 0.2, spaced: 0.6 };

/** What follows a number, as far as its letters go: "/UBND-VX", "-CV/VPTU", "CV/TĐTN"; empty where it is no symbol. */
function symbolAt(letters: readonly LineLetter[], start: number): string {
  const [first, second] = letters.slice(start, start + 2);
  if (!first) return "";
  // "/ S T C": as far apart as the stroke is from what it leads.
  const spacing = second ? (second.left - first.right) / first.size : 0;
  const gap = SYMBOL_GAP.set + (spacing < SYMBOL_GAP.spaced ? Math.max(0, spacing) : 0);
  let symbol = "";
  for (const letter of letters.slice(start)) {
    const before = letters[start + symbol.length - 1];
    const isNear = symbol === "" || (before && letter.left - before.right < gap * letter.size);
    if (!isNear || !SYMBOL_LETTER.test(letter.text)) break;
    symbol += letter.text;
  }
  const isSymbol = /^[/-]/u.test(symbol) || /^\p{Lu}[^/]*\//u.test(symbol);
  return isSymbol && symbol.length > 1 ? symbol : "";
}

/** Before it the number stands. */
function strokeFirst(symbol: string): string {
  return /^[/-]/u.test(symbol) ? symbol : "";
}

/** In font sizes. */
function gapAt(letters: readonly LineLetter[], unit: number): number {
  const [before, next] = [letters[unit - 1], letters[unit]];
  return before && next ? (next.left - before.right) / before.size : 0;
}

/** The line, or this piece of it, ends before unit `end`. */
function endsPart(letters: readonly LineLetter[], end: number): boolean {
  const [before, next] = [letters[end - 1], letters[end]];
  return !next || !before || next.left - before.right > 1.5 * before.size;
}

interface Span {
  /** Units of the line's text between which dots and what is written on them stand. */
  readonly from: number;
  readonly end: number;
  readonly filled: string;
}

/** From what stands before it to what stands after it; its middle is that of the dots where there are any. */
function blankAt(letters: readonly LineLetter[], { from, end, filled }: Span): Blank | null {
  const [before, next] = [letters[from - 1], letters[end]];
  if (!before) return null;
  const { right: left, baseline } = before;
  // What was recognised of a scan has no font of its own.
  const size = before.unseen ? HEAD_SIZE : before.size;
  const [first, last] = end > from ? [letters[from], letters[end - 1]] : [];
  const isApart = endsPart(letters, end) && symbolAt(letters, end) === "";
  const open = Math.max(left + OPEN_BLANK, last?.right ?? left);
  const right = next && !(isApart && next.left > open) ? next.left : open;
  const middle = first && last ? (first.left + last.right) / 2 : (left + right) / 2;
  return { left, middle, right, baseline, size, filled };
}

/** "ngày … tháng … năm" in the head; null where there is none. */
export function dateBlanks(lines: readonly TextLine[], page: HeadPage): DateBlanks | null {
  for (const line of lines) {
    if (line.baseline < page.height / 2) continue;
    for (const match of line.text.matchAll(DATE)) {
      const blanks = isHeadDate(line, match) && dateAt(line, match);
      if (blanks) return blanks;
    }
  }
  return null;
}

/** A date of the text has words before and after it; one of the head stands at the end of its line, after the place's name. */
function isHeadDate({ letters, text }: TextLine, match: RegExpExecArray): boolean {
  const { index } = match;
  const { day, month } = spansOf(match);
  const isBlank = day.filled === "" || month.filled === "";
  const [before, first] = [letters[index - 1], letters[index]];
  const afterPlace =
    !before || before.text === "," || (first && first.left - before.right > PART_GAP * first.size);
  const end = index + match[0].length;
  const year = YEAR.exec(text.slice(end))?.[0] ?? "";
  const atEnd = endsPart(letters, end + year.length);
  return afterPlace ? atEnd || isBlank : atEnd && isBlank;
}

function dateAt({ letters }: TextLine, match: RegExpExecArray): DateBlanks | null {
  const spans = spansOf(match);
  const [day, month] = [blankAt(letters, spans.day), blankAt(letters, spans.month)];
  return day && month && { day, month };
}

/** Where day and month stand in the line's text. */
function spansOf(match: RegExpExecArray): { day: Span; month: Span } {
  const [, day = "", dayFilled = ""] = match;
  const [between = "", month = "", monthFilled = ""] = match[3] ? match.slice(3, 6) : match.slice(6, 9);
  const from = match.index + "ngày".length;
  const end = from + day.length;
  const monthFrom = end + between.length;
  return {
    day: { from, end, filled: dayFilled },
    month: { from: monthFrom, end: monthFrom + month.length, filled: monthFilled },
  };
}
