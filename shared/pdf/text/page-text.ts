/** Words of a page with their places on the displayed page. */

import { fromUserSpace, type VisualPage, type VisualRect, visualPage } from "../appearance/visual-page.ts";
import type { ObjectReader } from "../object-reader.ts";
import type { PdfDict, Place } from "../objects.ts";
import { apply } from "./matrix.ts";
import { type PlacedImage, pageContent } from "./page-content.ts";
import type { PlacedGlyph } from "./text-state.ts";

interface Letter {
  /** As the file says it: one or several characters. */
  readonly text: string;
  /** Along the line of text, from its left. */
  readonly x: number;
  readonly width: number;
}

export interface Word {
  /** NFC. */
  readonly text: string;
  /** On the displayed page, around the letters with room for marks above and below. */
  readonly box: VisualRect;
  /** Degrees against the clock from upright on the displayed page. */
  readonly angle: number;
  /** Font size as displayed, in points. */
  readonly size: number;
  /** Height of the line the letters stand on; of upright text, a visual y. */
  readonly baseline: number;
  /** Not painted: what was recognised of a scan. */
  readonly unseen: boolean;
  /** Of upright text, `x` is a visual x. */
  readonly letters: readonly Letter[];
}

export interface PageText {
  readonly page: VisualPage;
  /** Line by line from the top, each from the left; upright text first. */
  readonly words: readonly Word[];
  /** Glyphs of which the file does not say what letters they are. */
  readonly unreadable: number;
  /** Where these stand, with room for marks above and below; slanted ones are left out. */
  readonly unread: readonly VisualRect[];
  readonly images: readonly PlacedImage[];
}

/** LIMIT_EXCEEDED (operators, glyphs, forms, inflatedBytes). */
export function pageText(objects: ObjectReader, page: Place<PdfDict>): PageText {
  const visual = visualPage(objects, page);
  const { glyphs, images } = pageContent(objects, page);
  const byAngle = new Map<number, LineGlyph[]>();
  let unreadable = 0;
  const unread: VisualRect[] = [];
  for (const glyph of glyphs) {
    if (glyph.letter === null) {
      unreadable++;
      const box = glyphBox(visual, glyph);
      if (box) unread.push(box);
    }
    const placed = placeGlyph(visual, glyph);
    if (!placed) continue;
    const same = byAngle.get(placed.angle) ?? [];
    byAngle.set(placed.angle, same);
    same.push(placed.glyph);
  }
  const angles = [...byAngle.keys()].sort((a, b) => a - b);
  const words = angles.flatMap((angle) => wordsOf(byAngle.get(angle) ?? [], angle));
  return { page: visual, words, unreadable, unread, images };
}

/** In the frame turned so that the text runs to the right. */
interface LineGlyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly unseen: boolean;
}

/** Null for what is not to be seen as text: no size, no letter. */
function placeGlyph(
  page: VisualPage,
  { letter, matrix, width, unseen }: PlacedGlyph,
): { angle: number; glyph: LineGlyph } | null {
  const at = (x: number, y: number) => fromUserSpace(page, ...apply(matrix, x, y));
  const [[x, y], [right, along], [above, up]] = [at(0, 0), at(1, 0), at(0, 1)];
  const size = Math.hypot(above - x, up - y);
  const stretch = Math.hypot(right - x, along - y);
  if (!(size > 0.1 && size < 2000) || !Number.isFinite(x + y) || letter === null || letter === "")
    return null;
  const angle = (Math.round((Math.atan2(along - y, right - x) * 180) / Math.PI) + 360) % 360;
  const [u, v] = turned(x, y, -angle);
  return { angle, glyph: { text: letter, x: u, y: v, width: width * stretch, size, unseen } };
}

/** Rise over run. */
const SLANT = 0.02;

/** Null where nothing of it would be seen, and for a slanted one. */
function glyphBox(page: VisualPage, { matrix, width }: PlacedGlyph): VisualRect | null {
  const [start, end] = [
    fromUserSpace(page, ...apply(matrix, 0, 0)),
    fromUserSpace(page, ...apply(matrix, 1, 0)),
  ];
  const [across, up] = [Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])];
  if (Math.min(across, up) > SLANT * Math.max(across, up)) return null;
  const corners = [-DEPTH, HEIGHT].flatMap((y) =>
    [0, width].map((x) => fromUserSpace(page, ...apply(matrix, x, y))),
  );
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const box = { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  return box.width > 0 && box.height > 0 && box.height < 2000 ? box : null;
}

function turned(x: number, y: number, degrees: number): [number, number] {
  if (degrees === 0) return [x, y];
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return [x * cos - y * sin, x * sin + y * cos];
}

/** In font sizes: how far letters of one line stand from it, and the gap that parts words. */
const SAME_LINE = 0.35;
const WORD_GAP = 0.2;

function wordsOf(glyphs: readonly LineGlyph[], angle: number): Word[] {
  return linesOf(glyphs).flatMap((line) => wordsOfLine(line).map((letters) => wordOf(letters, angle)));
}

function linesOf(glyphs: readonly LineGlyph[]): LineGlyph[][] {
  const sorted = [...glyphs].sort((a, b) => b.y - a.y);
  const lines: LineGlyph[][] = [];
  for (const glyph of sorted) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    if (line && first && first.y - glyph.y < SAME_LINE * Math.min(first.size, glyph.size)) line.push(glyph);
    else lines.push([glyph]);
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x));
}

function wordsOfLine(line: readonly LineGlyph[]): LineGlyph[][] {
  const words: LineGlyph[][] = [];
  let open: LineGlyph[] = [];
  for (const glyph of line) {
    const last = open.at(-1);
    // Some producers print bold letters twice.
    if (last && last.text === glyph.text && glyph.x - last.x < 0.1 * glyph.size && glyph.width > 0) continue;
    const isSpace = glyph.text.trim() === "";
    if (last && (isSpace || glyph.x - (last.x + last.width) > WORD_GAP * glyph.size)) {
      words.push(open);
      open = [];
    }
    if (!isSpace) open.push(glyph);
  }
  if (open.length > 0) words.push(open);
  return words;
}

/** In font sizes, below and above the line: descenders, and capitals with marks. */
const [DEPTH, HEIGHT] = [0.22, 0.9];

function wordOf(letters: readonly LineGlyph[], angle: number): Word {
  // No spread of letters into arguments: a hostile word has more than a call takes.
  const size = letters.reduce((most, letter) => Math.max(most, letter.size), 0);
  const left = letters.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const right = letters.reduce((most, { x, width }) => Math.max(most, x + width), Number.NEGATIVE_INFINITY);
  const baseline = letters[0]?.y ?? 0;
  const corners = [
    turned(left, baseline - DEPTH * size, angle),
    turned(right, baseline - DEPTH * size, angle),
    turned(left, baseline + HEIGHT * size, angle),
    turned(right, baseline + HEIGHT * size, angle),
  ];
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {
    text: letters
      .map(({ text }) => text)
      .join("")
      .normalize("NFC"),
    box: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y },
    angle,
    size,
    baseline,
    unseen: letters.every((letter) => letter.unseen),
    letters: letters.map(({ text, x: at, width }) => ({ text, x: at, width })),
  };
}
