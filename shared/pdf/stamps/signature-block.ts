/** The block a leader signs in (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7): title above, full name below. */

import type { PageText } from "../text/page-text.ts";
import { sameName } from "./person-name.ts";
import { columnsOf, type TextLine, textLines } from "./text-lines.ts";

export interface SignatureBlock {
  /** From 1. */
  readonly page: number;
  /** Of the full name. */
  readonly middle: number;
  /** The free space: above the name, below the title or the upper margin. */
  readonly bottom: number;
  readonly top: number;
}

export interface PageLines {
  readonly number: number;
  readonly text: PageText;
}

/** Points: no block is taller; where the title stands on the page before, this much is free above the name. */
const MAX_SPACE = 170;
const SPACE_WITHOUT_TITLE = 85;
/** Pieces of line on a page: with more it is no page of a letter, and each may be compared with each. */
const MAX_COLUMNS = 3000;
/** Signing on behalf: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền. */
const ON_BEHALF = /^(TM|KT|TL|TUQ|Q)\./u;

/**
 * The block of the person `name`; without a line of that name, the only block with a title and a name. Null where there is none,
 * or several and none of that name.
 */
export function signatureBlock(pages: readonly PageLines[], name: string): SignatureBlock | null {
  const named: SignatureBlock[] = [];
  const others: SignatureBlock[] = [];
  for (const { number, text } of pages) {
    const columns = textLines(text).flatMap(columnsOf);
    if (columns.length > MAX_COLUMNS) continue;
    for (const line of columns) {
      const isNamed = isNameOf(line, name);
      if (!isNamed && !looksLikeName(line)) continue;
      const title = titleAbove(columns, line);
      if (isNamed) named.push(blockOf(number, line, { title, height: text.page.height }));
      else if (title) others.push(blockOf(number, line, { title, height: text.page.height }));
    }
  }
  // A name may stand in the text too: the block comes last.
  return named.at(-1) ?? (others.length === 1 ? (others[0] ?? null) : null);
}

function blockOf(
  page: number,
  line: TextLine,
  { title, height }: { title: TextLine | null; height: number },
): SignatureBlock {
  const bottom = line.baseline + 0.9 * line.size;
  const top = title
    ? title.baseline - 0.25 * title.size
    : Math.min(height - 20, bottom + SPACE_WITHOUT_TITLE);
  return { page, middle: (line.left + line.right) / 2, bottom, top };
}

/** The line is the name, perhaps after an academic degree. */
function isNameOf(line: TextLine, name: string): boolean {
  const wanted = name.split(/\s+/u).filter((part) => part !== "");
  const words = line.words.map(({ text }) => text);
  if (wanted.length < 2 || words.length < wanted.length || words.length > wanted.length + 2) return false;
  const last = words.slice(-wanted.length);
  return wanted.every((part, index) => sameName(part, last[index] ?? ""));
}

/** Two to six words, each led by a capital and going on in small letters. */
function looksLikeName({ words }: TextLine): boolean {
  const names = words.map(({ text }) => text);
  return (
    names.length >= 2 &&
    names.length <= 6 &&
    names.every((text) => /^\p{Lu}\p{Ll}*\.?$/u.test(text)) &&
    names.some((text) => /\p{Ll}/u.test(text))
  );
}

/** The next line above in the same column, if it is in capitals. */
function titleAbove(columns: readonly TextLine[], line: TextLine): TextLine | null {
  const middle = (line.left + line.right) / 2;
  const above = columns
    .filter(
      ({ baseline, left, right }) => baseline > line.baseline + line.size && left < middle && right > middle,
    )
    .sort((a, b) => a.baseline - b.baseline);
  const [next] = above;
  if (!next || next.baseline - line.baseline > MAX_SPACE) return null;
  // A table or the next line of a list stands too near for a signature.
  const isTitle = next.baseline - line.baseline > 2.2 * line.size && isCapitals(next.text);
  return isTitle && isCentred(next, middle) ? next : null;
}

function isCapitals(text: string): boolean {
  return ON_BEHALF.test(text) || (/\p{Lu}{2}/u.test(text) && text === text.toUpperCase());
}

/** Title and name are centred on each other; typed by hand, with some play. */
function isCentred({ left, right, size }: TextLine, middle: number): boolean {
  return Math.abs((left + right) / 2 - middle) < Math.max(3 * size, (right - left) / 3);
}
