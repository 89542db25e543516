/** Operators of a content stream with their operands (ISO 32000-2, 7.8.2); what is broken ends it, as viewers do. */

import { isWhiteSpace } from "../characters.ts";
import { Lexer, SyntaxFault, type Token } from "../lexer.ts";
import { exceed, PDF_LIMITS } from "../limits.ts";
import type { PdfName, PdfNumber, PdfString } from "../objects.ts";

type Scalar = PdfNumber | PdfName | PdfString;
/** Null for a dictionary and for what is no number, name or string. */
export type Operand = Scalar | readonly Scalar[] | null;

export interface Operation {
  readonly operator: string;
  readonly operands: readonly Operand[];
}

/** More operands than any operator takes are junk. */
const MAX_OPERANDS = 64;

/** Operators of one page, with all it draws. */
export interface OperatorCount {
  operators: number;
}

/** LIMIT_EXCEEDED {limit: "operators"} by what `count` has seen in all. */
export function* operations(bytes: Uint8Array, count: OperatorCount): Generator<Operation> {
  const lexer = new Lexer(bytes);
  let operands: Operand[] = [];
  for (;;) {
    const token = nextToken(lexer);
    if (token.kind === "end") return;
    if (token.kind !== "word") {
      if (operands.length < MAX_OPERANDS) operands.push(operandOf(lexer, token));
      continue;
    }
    if (++count.operators > PDF_LIMITS.operators) exceed("operators");
    if (token.text === "BI") skipInlineImage(lexer);
    else yield { operator: token.text, operands };
    operands = [];
  }
}

function nextToken(lexer: Lexer): Token {
  try {
    return lexer.next();
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    return { kind: "end", start: lexer.at, end: lexer.at };
  }
}

function operandOf(lexer: Lexer, token: Token): Operand {
  if (isScalar(token)) return token;
  if (token.kind === "mark" && token.text === "[") return arrayOf(lexer);
  if (token.kind === "mark" && token.text === "<<") skipDict(lexer);
  return null;
}

function isScalar(token: Token): token is Scalar {
  return token.kind === "number" || token.kind === "name" || token.kind === "string";
}

function arrayOf(lexer: Lexer): readonly Scalar[] {
  const items: Scalar[] = [];
  for (;;) {
    const token = nextToken(lexer);
    if (token.kind === "end" || (token.kind === "mark" && token.text === "]")) return items;
    if (isScalar(token)) items.push(token);
    if (items.length > PDF_LIMITS.values) exceed("values");
  }
}

function skipDict(lexer: Lexer): void {
  for (let depth = 1; depth > 0; ) {
    const token = nextToken(lexer);
    if (token.kind === "end") return;
    if (token.kind !== "mark") continue;
    if (token.text === "<<") depth++;
    if (token.text === ">>") depth--;
  }
}

/** 8.9.7: the data ends at an `EI` between white space. */
function skipInlineImage(lexer: Lexer): void {
  for (let token = nextToken(lexer); token.kind !== "word" || token.text !== "ID"; token = nextToken(lexer)) {
    if (token.kind === "end") return;
  }
  const { bytes } = lexer;
  for (let at = lexer.at + 1; at + 1 < bytes.length; at++) {
    const found = bytes[at] === 0x45 && bytes[at + 1] === 0x49 && isWhiteSpace(bytes[at - 1]);
    if (found && (at + 2 === bytes.length || isWhiteSpace(bytes[at + 2]))) {
      lexer.at = at + 2;
      return;
    }
  }
  lexer.at = bytes.length;
}
