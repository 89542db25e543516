/** CMap streams (ISO 32000-2, 9.7.5 and 9.10.3): codes to letters, or to CIDs, and how many bytes a code has. */

import { Lexer, SyntaxFault, type Token } from "../lexer.ts";
import { exceed, PDF_LIMITS } from "../limits.ts";
import type { PdfString } from "../objects.ts";

export interface CodeMap {
  /** Lengths of codes with their lowest and highest value. */
  readonly spaces: readonly { readonly bytes: number; readonly first: number; readonly last: number }[];
  readonly letters: ReadonlyMap<number, string>;
  readonly cids: ReadonlyMap<number, number>;
}

interface Building {
  readonly spaces: { bytes: number; first: number; last: number }[];
  readonly letters: Map<number, string>;
  readonly cids: Map<number, number>;
}

/** What is broken ends it; LIMIT_EXCEEDED {limit: "values"}. */
export function readCodeMap(bytes: Uint8Array): CodeMap {
  const map: Building = { spaces: [], letters: new Map(), cids: new Map() };
  const lexer = new Lexer(bytes);
  try {
    for (let token = lexer.next(); token.kind !== "end"; token = lexer.next()) {
      if (token.kind === "word" && token.text.startsWith("begin")) readBlock(lexer, map, token.text.slice(5));
    }
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
  }
  return map;
}

function readBlock(lexer: Lexer, map: Building, kind: string): void {
  const width = { codespacerange: 2, bfchar: 2, bfrange: 3, cidchar: 2, cidrange: 3 }[kind];
  if (width === undefined) return;
  for (;;) {
    const row: (Token | PdfString[])[] = [];
    while (row.length < width) {
      const token = lexer.next();
      if (token.kind === "end" || token.kind === "word") return;
      row.push(token.kind === "mark" && token.text === "[" ? stringsUntilBracket(lexer) : token);
    }
    addRow(map, kind, row);
    if (map.letters.size + map.cids.size + map.spaces.length > PDF_LIMITS.values) exceed("values");
  }
}

function stringsUntilBracket(lexer: Lexer): PdfString[] {
  const strings: PdfString[] = [];
  for (let token = lexer.next(); token.kind !== "mark" && token.kind !== "end"; token = lexer.next()) {
    if (token.kind === "string") strings.push(token);
  }
  return strings;
}

/** A range goes over no more than the last byte (9.10.3); two bytes are taken too. */
const MAX_RANGE = 65_536;

/** Every code is compared with them; real maps have a handful. */
const MAX_SPACES = 64;

function addRow(map: Building, kind: string, [first, second, third]: readonly (Token | PdfString[])[]): void {
  if (!isString(first)) return;
  const start = codeOf(first.value);
  const end = isString(second) ? codeOf(second.value) : start;
  const count = Math.min(end - start + 1, MAX_RANGE);
  if (kind === "codespacerange" && map.spaces.length < MAX_SPACES)
    map.spaces.push({ bytes: first.value.length, first: start, last: end });
  else if (kind === "bfchar" && isString(second)) map.letters.set(start, utf16(second.value));
  else if (kind === "bfrange") addLetters(map.letters, { start, count }, third);
  else if (kind === "cidchar" && isNumber(second)) map.cids.set(start, second.value);
  else if (kind === "cidrange" && isNumber(third)) {
    for (let index = 0; index < count; index++) map.cids.set(start + index, third.value + index);
  }
}

function addLetters(
  letters: Map<number, string>,
  { start, count }: { start: number; count: number },
  target: Token | PdfString[] | undefined,
): void {
  for (let index = 0; index < count; index++) {
    if (Array.isArray(target)) {
      const own = target[index];
      if (own) letters.set(start + index, utf16(own.value));
    } else if (isString(target)) {
      const bytes = target.value.slice();
      const last = bytes.length - 1;
      const low = (bytes[last] ?? 0) + index;
      bytes[last] = low & 0xff;
      if (last > 0) bytes[last - 1] = (bytes[last - 1] ?? 0) + (low >> 8);
      letters.set(start + index, utf16(bytes));
    }
  }
}

function isString(value: Token | PdfString[] | undefined): value is PdfString {
  return value !== undefined && !Array.isArray(value) && value.kind === "string";
}

function isNumber(value: Token | PdfString[] | undefined): value is Token & { kind: "number" } {
  return value !== undefined && !Array.isArray(value) && value.kind === "number";
}

export function codeOf(bytes: Uint8Array): number {
  let code = 0;
  for (const byte of bytes.subarray(0, 4)) code = code * 256 + byte;
  return code;
}

function utf16(bytes: Uint8Array): string {
  if (bytes.length === 1) return String.fromCharCode(bytes[0] ?? 0);
  let text = "";
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0));
  }
  return text;
}
