/** Where the words of a letter stand, as MuPDF reads them: what auto-placement is judged by. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mustRun } from "../programs.ts";

export const mupdfChars = join(dirname(fileURLToPath(import.meta.url)), "mupdf_chars.py");

interface Char {
  readonly c: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** A stretch of a line; points from the lower left. */
export interface Found {
  /** From 1. */
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

export type LetterPages = readonly (readonly Char[])[];

export async function letterPages(pdf: Uint8Array): Promise<LetterPages> {
  const folder = await mkdtemp(join(tmpdir(), "antin-places-"));
  try {
    const path = join(folder, "in.pdf");
    await writeFile(path, pdf);
    const { stdout } = await mustRun("python3", [mupdfChars, path]);
    return JSON.parse(stdout) as LetterPages;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Letters of each line from its left, without spaces. */
function linesOf(chars: readonly Char[]): Char[][] {
  const lines: Char[][] = [];
  for (const char of chars.filter(({ c }) => c.trim() !== "").toSorted((a, b) => b.baseline - a.baseline)) {
    const line = lines.at(-1);
    if (line && Math.abs((line[0]?.baseline ?? 0) - char.baseline) < 2) line.push(char);
    else lines.push([char]);
  }
  return lines.map((line) => line.toSorted((a, b) => a.left - b.left));
}

/** Every place where the text stands, spaces not counted, from the first page's top on. */
export function findText(pages: LetterPages, text: string): Found[] {
  const wanted = text.replace(/\s/g, "").normalize("NFC");
  return pages.flatMap((chars, index) =>
    linesOf(chars).flatMap((line) => {
      const whole = line.map(({ c }) => c.normalize("NFC")).join("");
      return allIndexes(whole, wanted).flatMap((at) => {
        const found = stretch(line.slice(at, at + wanted.length), index + 1);
        return found ? [found] : [];
      });
    }),
  );
}

function allIndexes(text: string, wanted: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

function stretch(chars: readonly Char[], page: number): Found | null {
  const [first, last] = [chars[0], chars.at(-1)];
  if (!first || !last) return null;
  return { page, left: first.left, right: last.right, baseline: first.baseline, size: first.size };
}

/** What waits to be filled between two texts of one line: the dots, else the blank. */
export function findBlank(pages: LetterPages, before: string, after: string): Found | null {
  const [chars = []] = pages;
  for (const line of linesOf(chars)) {
    const whole = line.map(({ c }) => c).join("");
    const start = whole.indexOf(before);
    const end = whole.indexOf(after, start + before.length);
    if (start < 0 || end < 0) continue;
    const from = start + before.length;
    const dots = stretch(line.slice(from, end), 1);
    const [last, next] = [line[from - 1], line[end]];
    if (dots) return dots;
    if (last && next)
      return { page: 1, left: last.right, right: next.left, baseline: last.baseline, size: last.size };
  }
  return null;
}
