/** One indirect object at its offset (ISO 32000-2, 7.3.10), read through a window that grows only as far as needed. */

import type { ByteSource } from "#shared/bytes.ts";
import { isWhiteSpace } from "./characters.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import type { PdfObject, PdfValue } from "./objects.ts";
import { Parser } from "./parser.ts";

const FIRST_WINDOW = 2048;
const WINDOW_GROWTH = 4;
/** 7.5.4: what five digits of a table can say. */
const MAX_GENERATION = 65_535;
/** What ends nearer to the end of a window than this may go on behind it. */
const MARGIN = 32;

/**
 * Runs `parse` over the bytes at `offset`, again with a larger window as long as it comes near the window's end.
 * What `parse` throws passes through; LIMIT_EXCEEDED where an object is larger than the limit.
 */
export function parseAt<T>(
  source: ByteSource,
  offset: number,
  parse: (parser: Parser, window: Uint8Array) => T,
): T {
  for (let wanted = FIRST_WINDOW; ; wanted *= WINDOW_GROWTH) {
    const length = Math.min(wanted, PDF_LIMITS.objectBytes);
    const window = source.read(offset, length);
    const complete = window.length < length || offset + length >= source.size;
    const parser = new Parser(window);
    const mayGoOn = () => !complete && parser.lexer.at > window.length - MARGIN;
    try {
      const result = parse(parser, window);
      if (!mayGoOn()) return result;
    } catch (thrown) {
      if (!(thrown instanceof SyntaxFault) || !mayGoOn()) throw thrown;
    }
    if (length === PDF_LIMITS.objectBytes) exceed("objectBytes");
  }
}

/** The object at `offset`; null where no `N G obj` stands there. Throws SyntaxFault where its value is broken. */
export function readIndirect(source: ByteSource, offset: number): PdfObject | null {
  if (offset >= source.size) return null;
  return parseAt(source, offset, (parser, window) => {
    const { lexer } = parser;
    const number = lexer.next();
    const generation = lexer.next();
    const word = lexer.next();
    if (number.kind !== "number" || generation.kind !== "number") return null;
    if (!number.integer || !generation.integer || generation.value > MAX_GENERATION) return null;
    if (word.kind !== "word" || !word.text.startsWith("obj")) return null;
    lexer.at = word.start + 3;
    const value = valueOrNothing(parser);
    const streamAt = value.kind === "dict" ? streamStart(parser, window, value.end) : null;
    return {
      number: number.value,
      generation: generation.value,
      value,
      text: window.slice(0, value.end),
      at: offset,
      streamAt: streamAt === null ? null : offset + streamAt,
    };
  });
}

/** An object without a value is null, as everybody reads it. */
function valueOrNothing(parser: Parser): PdfValue {
  const { lexer } = parser;
  const start = lexer.at;
  const token = lexer.next();
  if (token.kind === "word" && token.text.startsWith("endobj")) return { kind: "null", start, end: start };
  lexer.at = start;
  return parser.value();
}

/** 7.3.8.1: `stream` and a line break; a lone carriage return is tolerated. */
function streamStart(parser: Parser, window: Uint8Array, end: number): number | null {
  const { lexer } = parser;
  lexer.at = end;
  const word = lexer.next();
  if (word.kind !== "word" || !word.text.startsWith("stream")) return null;
  let at = word.start + 6;
  while (window[at] === 0x20 || window[at] === 0x09) at++;
  if (window[at] === 0x0d) at += window[at + 1] === 0x0a ? 2 : 1;
  else if (window[at] === 0x0a) at++;
  else at = word.start + 6;
  return at;
}

const ENDSTREAM = Uint8Array.from("endstream", (letter) => letter.charCodeAt(0));
/** Bytes after the data within which `endstream` must begin for a Length to be believed. */
const ENDSTREAM_SLACK = 20;

/** True where `endstream` follows `end` after nothing but white space. */
function endsStream(source: ByteSource, end: number): boolean {
  const tail = source.read(end, ENDSTREAM_SLACK + ENDSTREAM.length);
  let at = 0;
  while (at <= ENDSTREAM_SLACK && isWhiteSpace(tail[at])) at++;
  return ENDSTREAM.every((byte, index) => tail[at + index] === byte);
}

/** First `endstream` at or after `from`; null where there is none within the limit. */
function findEndstream(source: ByteSource, from: number): number | null {
  const piece = 64 * 1024;
  const last = Math.min(source.size, from + PDF_LIMITS.inflatedBytes);
  for (let at = from; at < last; at += piece) {
    const bytes = source.read(at, piece + ENDSTREAM.length);
    let found = bytes.indexOf(0x65);
    while (found >= 0) {
      if (ENDSTREAM.every((byte, index) => bytes[found + index] === byte)) return at + found;
      found = bytes.indexOf(0x65, found + 1);
    }
  }
  return null;
}

export interface StreamExtent {
  readonly start: number;
  readonly end: number;
  /** False where Length was missing or wrong and the end was searched. */
  readonly exact: boolean;
}

/** Where the raw data of a stream lies. `length` is the resolved Length entry, null where it is none. */
export function streamExtent(source: ByteSource, start: number, length: number | null): StreamExtent {
  if (length !== null && start + length <= source.size && endsStream(source, start + length)) {
    return { start, end: start + length, exact: true };
  }
  const found = findEndstream(source, start);
  if (found === null) throw new SyntaxFault("stream without end", start);
  const [last, before] = [source.read(found - 1, 1)[0], source.read(found - 2, 1)[0]];
  const lineBreak = last === 0x0a ? (before === 0x0d ? 2 : 1) : last === 0x0d ? 1 : 0;
  return { start, end: Math.max(start, found - lineBreak), exact: false };
}
