/** Graphics and text state as far as it moves text (ISO 32000-2, 8.4 and 9.3 to 9.4). */

import type { Operand, Operation } from "./content.ts";
import type { TextFont } from "./font-parts.ts";
import { IDENTITY, type Matrix, matrixOf, multiply } from "./matrix.ts";

/** A glyph in user space of the page. */
export interface PlacedGlyph {
  readonly font: TextFont;
  readonly code: number;
  readonly letter: string | null;
  /** From glyph space with a font size of 1 to user space. */
  readonly matrix: Matrix;
  /** Advance at a font size of 1. */
  readonly width: number;
  /** Neither filled nor stroked: what was recognised of a scan lies below its picture so. */
  readonly unseen: boolean;
}

export interface TextSink {
  font(name: string): TextFont | null;
  show(glyph: PlacedGlyph): void;
}

interface Saved {
  readonly matrix: Matrix;
  readonly font: TextFont | null;
  readonly size: number;
  readonly characterSpacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
  /** 9.3.6. */
  readonly mode: number;
}

/** 9.3.6, table 104: neither fill nor stroke; the same, added to the clipping path. */
const UNSEEN_MODES: readonly number[] = [3, 7];
/** `q` without `Q` beyond this saves nothing more. */
const MAX_SAVED = 512;

export class TextState {
  private now: Saved;
  private readonly saved: Saved[] = [];
  private readonly sink: TextSink;
  private text: Matrix = IDENTITY;
  private line: Matrix = IDENTITY;

  constructor(matrix: Matrix, sink: TextSink) {
    this.sink = sink;
    const spacing = { characterSpacing: 0, wordSpacing: 0, scale: 1, leading: 0, rise: 0, mode: 0 };
    this.now = { matrix, font: null, size: 0, ...spacing };
  }

  get matrix(): Matrix {
    return this.now.matrix;
  }

  apply({ operator, operands }: Operation): void {
    if (!this.applyGraphics(operator, operands) && !this.applyParameter(operator, operands)) {
      this.applyText(operator, operands);
    }
  }

  private applyGraphics(operator: string, operands: readonly Operand[]): boolean {
    switch (operator) {
      case "q":
        if (this.saved.length < MAX_SAVED) this.saved.push(this.now);
        return true;
      case "Q":
        this.now = this.saved.pop() ?? this.now;
        return true;
      case "cm": {
        const matrix = matrixOf(operands.map(numberOf));
        if (matrix) this.now = { ...this.now, matrix: multiply(matrix, this.now.matrix) };
        return true;
      }
      default:
        return false;
    }
  }

  private applyParameter(operator: string, operands: readonly Operand[]): boolean {
    const value = numberOf(operands[0]) ?? 0;
    switch (operator) {
      case "Tf":
        this.now = {
          ...this.now,
          font: this.sink.font(nameIn(operands[0])),
          size: numberOf(operands[1]) ?? 0,
        };
        return true;
      case "Tc":
        this.now = { ...this.now, characterSpacing: value };
        return true;
      case "Tw":
        this.now = { ...this.now, wordSpacing: value };
        return true;
      case "Tz":
        this.now = { ...this.now, scale: value / 100 };
        return true;
      case "TL":
        this.now = { ...this.now, leading: value };
        return true;
      case "Ts":
        this.now = { ...this.now, rise: value };
        return true;
      case "Tr":
        this.now = { ...this.now, mode: value };
        return true;
      default:
        return false;
    }
  }

  private applyText(operator: string, operands: readonly Operand[]): void {
    const [first, second, third] = operands;
    switch (operator) {
      case "BT":
        this.startLine(IDENTITY);
        break;
      case "Td":
        this.moveLine(numberOf(first) ?? 0, numberOf(second) ?? 0);
        break;
      case "TD":
        this.now = { ...this.now, leading: -(numberOf(second) ?? 0) };
        this.moveLine(numberOf(first) ?? 0, numberOf(second) ?? 0);
        break;
      case "Tm":
        this.startLine(matrixOf(operands.map(numberOf)) ?? this.line);
        break;
      case "T*":
        this.moveLine(0, -this.now.leading);
        break;
      case "Tj":
        this.show(first);
        break;
      case "TJ":
        for (const item of Array.isArray(first) ? (first as readonly Operand[]) : []) this.showOrMove(item);
        break;
      case "'":
        this.moveLine(0, -this.now.leading);
        this.show(first);
        break;
      case '"':
        this.now = {
          ...this.now,
          wordSpacing: numberOf(first) ?? 0,
          characterSpacing: numberOf(second) ?? 0,
        };
        this.moveLine(0, -this.now.leading);
        this.show(third);
        break;
      default:
    }
  }

  private startLine(matrix: Matrix): void {
    this.line = matrix;
    this.text = matrix;
  }

  private moveLine(x: number, y: number): void {
    this.startLine(multiply([1, 0, 0, 1, x, y], this.line));
  }

  /** 9.4.3: a number moves back by thousandths of the font size. */
  private showOrMove(item: Operand): void {
    const number = numberOf(item);
    if (number === null) this.show(item);
    else this.advance((-number / 1000) * this.now.size * this.now.scale);
  }

  private advance(x: number): void {
    this.text = multiply([1, 0, 0, 1, x, 0], this.text);
  }

  /** 9.4.4. */
  private show(operand: Operand | undefined): void {
    const { font, size, scale, rise, characterSpacing, wordSpacing, matrix, mode } = this.now;
    const unseen = UNSEEN_MODES.includes(mode);
    if (!font || !operand || !("kind" in operand) || operand.kind !== "string") return;
    for (const { code, letter, width, isSpace } of font.glyphs(operand.value)) {
      const glyph = multiply(multiply([size * scale, 0, 0, size, 0, rise], this.text), matrix);
      this.sink.show({ font, code, letter, width, matrix: glyph, unseen });
      this.advance((width * size + characterSpacing + (isSpace ? wordSpacing : 0)) * scale);
    }
  }
}

function numberOf(operand: Operand | undefined): number | null {
  return operand && "kind" in operand && operand.kind === "number" ? operand.value : null;
}

function nameIn(operand: Operand | undefined): string {
  return operand && "kind" in operand && operand.kind === "name" ? operand.value : "";
}
