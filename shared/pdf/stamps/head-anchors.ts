/** Where number and date of a document go (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.3 and II.4): on their dots. */

import { gapBetween, lineOf, type TextLine } from "./text-lines.ts";

/** A stretch of a line that waits for a few characters: free from `left` to `right`, its dots around `middle`. */
export interface Blank {
  readonly left: number;
  readonly middle: number;
  readonly right: number;
  readonly baseline: number;
  /** Font size of the line. */
  readonly size: number;
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
/** Not where a digit follows: that number is given already. */
const NUMBER = new RegExp(`^(Số:?)(${DOTS})(?![\\d.…_:])`, "u");
const DATE = new RegExp(`ngày(${DOTS})tháng(${DOTS})năm`, "iu");
/** Points kept for a number after which the line ends. */
const OPEN_BLANK = 40;

/** "Số:" in the head; null where there is none or a number stands there already. */
export function numberBlank(
  lines: readonly TextLine[],
  page: { readonly height: number },
): NumberBlank | null {
  for (const line of lines) {
    if (line.baseline < page.height / 2) continue;
    const rest = fromWord(line, /^Số/u);
    const match = rest && NUMBER.exec(rest.text);
    if (!match) continue;
    const [, lead = "", dots = ""] = match;
    const end = lead.length + dots.length;
    const blank = blankAfter(rest, lead.length, end);
    return blank && { ...blank, symbol: symbolAt(rest, end) };
  }
  return null;
}

/** The line from its first word that fits: "Số:" may follow the name of the agency in the same line. */
function fromWord(line: TextLine, pattern: RegExp): TextLine | null {
  const at = line.words.findIndex(({ text }) => pattern.test(text));
  const unit =
    at < 0 ? -1 : line.words.slice(0, at).reduce((sum, word) => sum + lineOf([word]).letters.length, 0);
  if (unit < 0) return null;
  return {
    ...line,
    text: line.text.slice(unit),
    letters: line.letters.slice(unit),
    words: line.words.slice(at),
  };
}

/** Letters of a symbol, and how far apart they may stand, in font sizes: the next column begins in capitals too. */
const SYMBOL_LETTER = /^[\p{Lu}\p{N}/.&-]$/u;
const SYMBOL_GAP = 0.2;

function symbolAt({ letters, size }: TextLine, start: number): string {
  let symbol = "";
  for (const letter of letters.slice(start)) {
    const before = letters[start + symbol.length - 1];
    const isNear = before !== undefined && (symbol === "" || letter.left - before.right < SYMBOL_GAP * size);
    if (!isNear || !SYMBOL_LETTER.test(letter.text)) break;
    symbol += letter.text;
  }
  return symbol.startsWith("/") && symbol.length > 1 ? symbol : "";
}

/** Up to the "/" of the symbol where it follows, else over the dots, else over what a number takes. */
function blankAfter(line: TextLine, start: number, end: number): Blank | null {
  const { baseline, size } = line;
  const [before, next] = [line.letters[start - 1], line.letters[end]];
  if (!before) return null;
  const left = before.right;
  const open = Math.min(left + OPEN_BLANK, next?.left ?? Number.POSITIVE_INFINITY);
  const [first, last] = [line.letters[start], line.letters[end - 1]];
  const isDotted = end > start && first && last;
  const right = next?.text === "/" ? next.left : isDotted ? last.right : open;
  return {
    left,
    middle: isDotted ? (first.left + last.right) / 2 : (left + right) / 2,
    right,
    baseline,
    size,
  };
}

/** "ngày … tháng … năm" in the head; null where there is none or it is filled in. */
export function dateBlanks(lines: readonly TextLine[], page: { readonly height: number }): DateBlanks | null {
  for (const line of lines) {
    if (line.baseline < page.height / 2) continue;
    const match = DATE.exec(line.text);
    if (!match) continue;
    const [, dayDots = "", monthDots = ""] = match;
    const dayStart = match.index + "ngày".length;
    const monthStart = dayStart + dayDots.length + "tháng".length;
    const day = blankBetween(line, dayStart, dayStart + dayDots.length);
    const month = blankBetween(line, monthStart, monthStart + monthDots.length);
    if (day && month) return { day, month };
  }
  return null;
}

function blankBetween(line: TextLine, start: number, end: number): Blank | null {
  const gap = gapBetween(line, start, end);
  const [first, last] = end > start ? [line.letters[start], line.letters[end - 1]] : [];
  if (!gap) return null;
  const { baseline, size } = line;
  const [from, to] = first && last ? [first.left, last.right] : [gap.left, gap.right];
  return { ...gap, middle: (from + to) / 2, baseline, size };
}

/** Where what is written begins: on the middle of the dots, but not over what stands beside them, as long as there is room. */
export function leftIn({ left, middle, right }: Blank, width: number): number {
  if (width > right - left) return (left + right - width) / 2;
  return Math.min(Math.max(middle - width / 2, left), right - width);
}
