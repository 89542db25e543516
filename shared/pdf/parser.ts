/** Values out of tokens (ISO 32000-2, 7.3). References are recognised when their `R` is met, so nothing is read twice. */

import { equalBytes } from "#shared/bytes.ts";
import { Lexer, SyntaxFault, type Token } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import type { PdfArray, PdfDict, PdfReference, PdfValue } from "./objects.ts";

export class Parser {
  readonly lexer: Lexer;
  private values = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.lexer = new Lexer(bytes, at);
  }

  /**
   * The value at the lexer's position. Throws SyntaxFault where there is none, LIMIT_EXCEEDED for nesting and number of
   * values. A reference as the whole value is recognised too.
   */
  value(): PdfValue {
    const value = this.valueOf(this.lexer.next(), 0);
    if (value.kind !== "number" || !value.integer) return value;
    const after = this.lexer.at;
    const generation = this.lexer.next();
    const mark = generation.kind === "number" ? this.lexer.next() : generation;
    const reference =
      generation.kind === "number" && mark.kind === "word" && mark.text === "R"
        ? referenceOf(value, generation, mark.end)
        : null;
    if (!reference) this.lexer.at = after;
    return reference ?? value;
  }

  private valueOf(token: Token, depth: number): PdfValue {
    if (++this.values > PDF_LIMITS.values) exceed("values");
    const { start, end } = token;
    if (token.kind === "number" || token.kind === "name" || token.kind === "string") return token;
    if (token.kind === "mark" && token.text === "[") return this.array(start, depth + 1);
    if (token.kind === "mark" && token.text === "<<") return this.dict(start, depth + 1);
    if (token.kind === "word") {
      if (token.text === "true" || token.text === "false") {
        return { kind: "boolean", value: token.text === "true", start, end };
      }
      if (token.text === "null") return { kind: "null", start, end };
    }
    throw new SyntaxFault("no value here", start);
  }

  private array(start: number, depth: number): PdfArray {
    const items = this.itemsUntil("]", depth);
    return { kind: "array", items, start, end: this.lexer.at };
  }

  private dict(start: number, depth: number): PdfDict {
    const items = this.itemsUntil(">>", depth);
    const entries = new Map<string, PdfValue>();
    const repeated: string[] = [];
    const contradicted: string[] = [];
    let misplaced = false;
    for (let index = 0; index < items.length; ) {
      const key = items[index];
      const value = items[index + 1];
      if (key?.kind !== "name" || value === undefined) {
        misplaced = true;
        index++;
        continue;
      }
      const earlier = entries.get(key.value);
      if (earlier) repeated.push(key.value);
      if (earlier && !this.isWrittenAlike(earlier, value)) contradicted.push(key.value);
      entries.set(key.value, value);
      index += 2;
    }
    const flawed = misplaced || repeated.length > 0;
    return { kind: "dict", entries, repeated, contradicted, misplaced, flawed, start, end: this.lexer.at };
  }

  private isWrittenAlike(a: PdfValue, b: PdfValue): boolean {
    const { bytes } = this.lexer;
    return equalBytes(bytes.subarray(a.start, a.end), bytes.subarray(b.start, b.end));
  }

  private itemsUntil(close: "]" | ">>", depth: number): PdfValue[] {
    if (depth > PDF_LIMITS.nesting) exceed("nesting");
    const items: PdfValue[] = [];
    for (;;) {
      const token = this.lexer.next();
      if (token.kind === "mark" && token.text === close) return items;
      if (token.kind === "word" && token.text === "R") {
        const generation = items.pop();
        const number = items.pop();
        const reference = referenceOf(number, generation, token.end);
        if (!reference) throw new SyntaxFault("R without two integers", token.start);
        items.push(reference);
      } else {
        items.push(this.valueOf(token, depth));
      }
    }
  }
}

function referenceOf(
  number: PdfValue | undefined,
  generation: PdfValue | undefined,
  end: number,
): PdfReference | null {
  if (number?.kind !== "number" || generation?.kind !== "number") return null;
  const lawful = number.integer && generation.integer && number.value >= 0 && generation.value >= 0;
  if (!lawful) return null;
  return { kind: "reference", number: number.value, generation: generation.value, start: number.start, end };
}
