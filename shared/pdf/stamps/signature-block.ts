/** The block a leader signs in (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7): title above, full name below. */

import type { PageText } from "../text/page-text.ts";
import { isNameOf, isNearlyNameOf } from "./person-name.ts";
import { columnsOf, type TextLine, textLines } from "./text-lines.ts";

export interface SignatureBlock {
  /** From 1. */
  readonly page: number;
  /** Of the full name. */
  readonly middle: number;
  /** The free space: above the name, below the title or the upper margin. */
  readonly bottom: number;
  readonly top: number;
  /** Of its title and name, as far as they were found. */
  readonly lines: readonly TextLine[];
}

export interface PageLines {
  readonly number: number;
  readonly text: PageText;
}

/**
 * Points: no block is taller; one with the very name of the signer may be. Where the title stands on the page before, this much is
 * free above the name.
 */
const MAX_SPACE = { named: 300, other: 170 };
const SPACE_WITHOUT_TITLE = 85;
/** Pieces of line on a page: with more it is no page of a letter, and each may be compared with each. */
const MAX_COLUMNS = 3000;
/** Signing on behalf: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền. */
const ON_BEHALF = /^(TM|KT|TL|TUQ|Q)\./u;
/** "(Ký, ghi rõ họ tên)", "(Đã ký)": stands in the space, is no title. */
const NOTE = /^[([].*[)\]]$/u;

/**
 * The block of the person `name`; without a line of that name, the one of nearly that name, else the only block with a title and a
 * name. Null where there is none, or several and none of that name.
 */
export function signatureBlock(pages: readonly PageLines[], name: string): SignatureBlock | null {
  const found = pages.flatMap((page) => blocksOn(page, name));
  const of = (kind: Likeness) => found.filter(({ likeness }) => likeness === kind);
  // A name may stand in the text and in a table too: a block has room to sign, mostly below a title, and comes last.
  const named = of("named").sort((a, b) => a.standing - b.standing);
  const last = named.at(-1);
  if (last && last.standing > 0) return last.block;
  const [nearly = [], others = []] = [of("nearly"), of("other")].map((each) =>
    each.map(({ block }) => block),
  );
  const unlike = nearly.length === 0 ? onlyOne(others) : null;
  // The name of an agency stands in the head and in titles, with no room to sign.
  return onlyOne(nearly) ?? unlike ?? last?.block ?? null;
}

type Likeness = "named" | "nearly" | "other";

interface FoundBlock {
  readonly likeness: Likeness;
  /** 2: below a title; 1: with room to sign; 0: close below other text, above a title, in the head. */
  readonly standing: 0 | 1 | 2;
  readonly block: SignatureBlock;
}

function onlyOne(blocks: readonly SignatureBlock[]): SignatureBlock | null {
  return blocks.length === 1 ? (blocks[0] ?? null) : null;
}

function blocksOn({ number, text }: PageLines, name: string): FoundBlock[] {
  const columns = textLines(text).flatMap(columnsOf);
  if (columns.length > MAX_COLUMNS) return [];
  return columns.flatMap((line) => {
    const likeness = likenessOf(line, name);
    if (likeness === null) return [];
    const space = spaceAbove(columns, line, likeness);
    if (likeness !== "named" && !space.title) return [];
    const block = blockOf(number, line, { ...space, columns, height: text.page.height });
    return [
      {
        likeness,
        standing: standingOf(line, { ...space, columns, isHead: isHead(line, { number, text }) }),
        block,
      },
    ];
  });
}

/** The upper third of the first page, where the names of agencies stand. */
function isHead({ baseline }: TextLine, { number, text }: PageLines): boolean {
  return number === 1 && baseline > (2 / 3) * text.page.height;
}

function standingOf(
  line: TextLine,
  { title, hasRoom, columns, isHead }: Space & { columns: readonly TextLine[]; isHead: boolean },
): FoundBlock["standing"] {
  const middle = (line.left + line.right) / 2;
  const leads = columns.some(({ baseline, size, left, right, text }) => {
    const drop = line.baseline - baseline;
    return drop > 0.5 * size && drop < 2.2 * size && left < middle && right > middle && isCapitals(text);
  });
  if (leads || !hasRoom || (isHead && !title)) return 0;
  return title ? 2 : 1;
}

function likenessOf(line: TextLine, name: string): Likeness | null {
  const words = line.words.map(({ text }) => text);
  if (isNameOf(words, name)) return "named";
  if (isNearlyNameOf(words, name)) return "nearly";
  return looksLikeName(words) ? "other" : null;
}

interface Space {
  readonly title: TextLine | null;
  /** The lowest line above, title or note; null where none stands near. */
  readonly upper: TextLine | null;
  readonly hasRoom: boolean;
}

function blockOf(
  page: number,
  line: TextLine,
  { title, upper, columns, height }: Space & { columns: readonly TextLine[]; height: number },
): SignatureBlock {
  const bottom = line.baseline + 0.9 * line.size;
  const top = upper
    ? upper.baseline - 0.25 * upper.size
    : Math.min(height - 20, bottom + SPACE_WITHOUT_TITLE);
  const lowest = title ?? upper;
  const titles = lowest ? titleLines(columns, lowest) : [];
  const note = upper && upper !== lowest ? [upper] : [];
  return { page, middle: (line.left + line.right) / 2, bottom, top, lines: [line, ...note, ...titles] };
}

/** Two to six words, each led by a capital and going on in small letters, after what is abbreviated: "GS. TS.". */
function looksLikeName(line: readonly string[]): boolean {
  const words = line.slice(line.findIndex((text) => !text.endsWith(".")));
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    words.every((text) => /^\p{Lu}\p{Ll}*\.?$/u.test(text)) &&
    words.some((text) => /\p{Ll}/u.test(text))
  );
}

/** Up to the next line above in the same column, if it is a title; above the signer's own name, whatever it is. */
function spaceAbove(columns: readonly TextLine[], line: TextLine, likeness: Likeness): Space {
  const middle = (line.left + line.right) / 2;
  const above = columns
    .filter(
      ({ baseline, left, right }) => baseline > line.baseline + line.size && left < middle && right > middle,
    )
    .sort((a, b) => a.baseline - b.baseline);
  const next = above.find(({ text }) => !NOTE.test(text));
  const [upper] = above;
  const rise = next ? next.baseline - line.baseline : Number.POSITIVE_INFINITY;
  if (!next || !upper || rise > MAX_SPACE.named) return { title: null, upper: null, hasRoom: true };
  // A table or the next line of a list stands too near for a signature.
  const hasRoom = upper.baseline - line.baseline > 2.2 * line.size;
  const isNear = rise <= MAX_SPACE.other;
  const isTitle = hasRoom && isCentred(next, middle) && isCapitals(next.text);
  if (isTitle && (isNear || likeness === "named")) return { title: next, upper, hasRoom };
  return { title: null, upper: likeness === "named" && hasRoom && isNear ? upper : null, hasRoom };
}

/** A title and the lines of it above one another. */
function titleLines(columns: readonly TextLine[], lowest: TextLine): TextLine[] {
  const lines = [lowest];
  const middle = (lowest.left + lowest.right) / 2;
  for (;;) {
    const last = lines.at(-1) ?? lowest;
    const next = columns.find(({ baseline, left, right }) => {
      const rise = baseline - last.baseline;
      return rise > 0.5 * last.size && rise < 2.2 * last.size && left < middle && right > middle;
    });
    if (!next || !isCentred(next, middle)) return lines;
    lines.push(next);
  }
}

function isCapitals(text: string): boolean {
  return ON_BEHALF.test(text) || (/\p{Lu}{2}/u.test(text) && text === text.toUpperCase());
}

/** Title and name are centred on each other; typed by hand, with some play. */
function isCentred({ left, right, size }: TextLine, middle: number): boolean {
  return Math.abs((left + right) / 2 - middle) < Math.max(3 * size, (right - left) / 3);
}
