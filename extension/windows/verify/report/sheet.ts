/** Pages of a report on A4, filled from the top; text is set in the two fonts, broken into lines by their widths. */

import { hex } from "#shared/pdf/appearance/font-object.ts";
import { numberText } from "#shared/pdf/appearance/parts.ts";
import { type TextLine, textLine } from "#shared/pdf/appearance/text-line.ts";
import type { TrueType } from "#shared/pdf/appearance/true-type.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";

/** Points. The left edge leaves room for a binder. */
export const A4 = { width: 595.28, height: 841.89, left: 71, right: 538, top: 785, bottom: 62 } as const;

export type Weight = "regular" | "bold";
/** Red, green, blue, each 0 to 1. */
export type Ink = readonly [number, number, number];
const BLACK: Ink = [0.07, 0.07, 0.07];
export const GREY: Ink = [0.29, 0.34, 0.4];

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly ink?: Ink;
  readonly align?: "left" | "center";
  /** Edges of the column, points. */
  readonly from?: number;
  readonly to?: number;
}

const LEADING = 1.32;

export class Sheets {
  readonly #fonts: Readonly<Record<Weight, TrueType>>;
  readonly #used: Record<Weight, TextLine[]> = { regular: [], bold: [] };
  readonly #pages: string[][] = [[]];
  #y: number = A4.top;

  constructor(fonts: Readonly<Record<Weight, TrueType>>) {
    this.#fonts = fonts;
  }

  /** Height of the pen above the lower edge. */
  get y(): number {
    return this.#y;
  }

  /** Operators of each page (ISO 32000-2, annex A). */
  get pages(): readonly Uint8Array[] {
    return this.#pages.map((operators) => latin1Bytes(operators.join("\n")));
  }

  /** Every line that was set in a font. */
  used(weight: Weight): readonly TextLine[] {
    return this.#used[weight];
  }

  /** Another page unless so much is left on this one. */
  keep(height: number): void {
    if (this.#y - height >= A4.bottom) return;
    this.#pages.push([]);
    this.#y = A4.top;
  }

  down(points: number): void {
    this.#y -= points;
  }

  /** Back up to a height on the same page: for a second column. */
  to(y: number): void {
    this.#y = y;
  }

  get pageCount(): number {
    return this.#pages.length;
  }

  paragraph(text: string, style: TextStyle): void {
    const { size, from = A4.left, to = A4.right } = style;
    for (const line of this.#lines(text, style, to - from)) {
      this.keep(size * LEADING);
      this.#y -= size * LEADING;
      const width = (line.width * size) / 1000;
      const x = style.align === "center" ? (from + to - width) / 2 : from;
      this.#set(line, style, { x, y: this.#y + size * 0.28 });
    }
  }

  rule(ink: Ink = [0.75, 0.78, 0.82]): void {
    this.draw(`${color(ink, "RG")} 0.6 w ${point(A4.left, this.#y)} m ${point(A4.right, this.#y)} l S`);
  }

  /** On the current page. */
  draw(operators: string): void {
    this.#pages.at(-1)?.push(`q ${operators} Q`);
  }

  /** A line at the foot of every page. */
  foot(text: (page: number, pages: number) => string): void {
    const style = { size: 9, ink: GREY } as const;
    this.#pages.forEach((operators, index) => {
      const line = this.#line(text(index + 1, this.#pages.length), "regular");
      const x = (A4.left + A4.right - (line.width * style.size) / 1000) / 2;
      operators.push(this.#textOperators(line, style, { x, y: 34 }));
    });
  }

  #set(line: TextLine, style: TextStyle, at: { x: number; y: number }): void {
    this.#pages.at(-1)?.push(this.#textOperators(line, style, at));
  }

  #textOperators(
    line: TextLine,
    { size, weight = "regular", ink = BLACK }: TextStyle,
    at: { x: number; y: number },
  ) {
    this.#used[weight].push(line);
    const name = weight === "bold" ? "/F2" : "/F1";
    const glyphs = line.glyphs.map(hex).join("");
    return `q BT ${color(ink, "rg")} ${name} ${size} Tf ${point(at.x, at.y)} Td <${glyphs}> Tj ET Q`;
  }

  #line(text: string, weight: Weight): TextLine {
    return textLine(this.#fonts[weight], showable(this.#fonts[weight], text));
  }

  /** Broken between words, and inside a word that is wider than its column, as file names and hashes are. */
  #lines(text: string, { size, weight = "regular" }: TextStyle, width: number): TextLine[] {
    const fits = (part: string) => (this.#line(part, weight).width * size) / 1000 <= width;
    const lines: string[] = [""];
    for (const word of text.split(/\s+/)) {
      const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
      if (fits(longer)) lines.splice(-1, 1, longer);
      else lines.push(...(fits(word) ? [word] : pieces(word, fits)));
    }
    return lines.filter((line) => line !== "").map((line) => this.#line(line, weight));
  }
}

function pieces(word: string, fits: (part: string) => boolean): string[] {
  const parts: string[] = [];
  for (const letter of word) {
    const last = parts.at(-1);
    if (last !== undefined && fits(last + letter)) parts.splice(-1, 1, last + letter);
    else parts.push(letter);
  }
  return parts;
}

/** Names of files and people may hold anything: what the font has no letter for, and what turns the direction, is a box. */
function showable(font: TrueType, text: string): string {
  return [...text.normalize("NFC")]
    .map((letter) =>
      /[\p{Cc}\p{Cf}]/u.test(letter) || font.glyphOf(letter.codePointAt(0) ?? 0) === 0 ? "□" : letter,
    )
    .join("");
}

function point(x: number, y: number): string {
  return `${numberText(x)} ${numberText(y)}`;
}

export function color(ink: Ink, operator: "rg" | "RG"): string {
  return `${ink.map(numberText).join(" ")} ${operator}`;
}
