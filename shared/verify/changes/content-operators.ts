/** The operators of a content stream, one after another (ISO 32000-2 7.8.2). */

import { latin1Text } from "../../pdf/characters.ts";
import { Lexer, SyntaxFault, type Token } from "../../pdf/lexer.ts";

export interface Operation {
  readonly operator: string;
  /** Numbers, names, strings, and the marks of arrays and dictionaries, as they stand. */
  readonly operands: readonly Token[];
  /** A number among them is written so that viewers read it differently: `5-3`, `1.2.3`. */
  readonly isOdd: boolean;
}

const MAX_OPERATIONS = 100_000;
const MAX_OPERANDS = 5000;

/** As `operationsOf`; null also where the content is broken. */
export function tryOperations(content: Uint8Array): Operation[] | null {
  try {
    return operationsOf(content);
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

/**
 * Ends with an operation `BI` where an image stands in the content itself. Throws SyntaxFault where the content is broken;
 * null where there is more of it than is looked at.
 */
export function operationsOf(content: Uint8Array): Operation[] | null {
  const lexer = new Lexer(content);
  const operations: Operation[] = [];
  let operands: Token[] = [];
  let isOdd = false;
  for (;;) {
    const token = lexer.next();
    isOdd ||= token.kind === "number" && !isPlainNumber(content.subarray(token.start, token.end));
    if (token.kind === "end") return operations;
    if (token.kind !== "word" || ["true", "false", "null"].includes(token.text)) {
      operands.push(token);
      if (operands.length > MAX_OPERANDS) return null;
      continue;
    }
    operations.push({ operator: token.text, operands, isOdd });
    if (operations.length > MAX_OPERATIONS) return null;
    if (token.text === "BI") return operations;
    operands = [];
    isOdd = false;
  }
}

/** 7.3.3. */
function isPlainNumber(text: Uint8Array): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(latin1Text(text));
}

/** The numbers among the operands. */
export function numbersOf({ operands }: Operation): number[] {
  return operands.flatMap((token) => (token.kind === "number" ? [token.value] : []));
}

export function nameOperand({ operands }: Operation): string | null {
  const name = operands.find(({ kind }) => kind === "name");
  return name?.kind === "name" ? name.value : null;
}
