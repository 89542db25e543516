/** Tokens of PDF syntax (ISO 32000-2, 7.2 and 7.3) over bytes in memory. */

import { SignError } from "#shared/errors.ts";
import { hexDigit, isDigit, isRegular, isWhiteSpace, latin1Text } from "./characters.ts";
import type { PdfName, PdfNumber, PdfString } from "./objects.ts";

/** A word that is neither a number nor a name: `true`, `R`, `obj`, `endobj`, `stream`… */
export interface Word {
  readonly kind: "word";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One of `[ ] << >> { } ) >`; the last two stand alone only in broken files. */
interface Mark {
  readonly kind: "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface EndOfBytes {
  readonly kind: "end";
  readonly start: number;
  readonly end: number;
}

export type Token = PdfNumber | PdfName | PdfString | Word | Mark | EndOfBytes;

/** Something that is not PDF syntax: PDF_BROKEN with what was wrong. A class of its own, since a few callers go on. */
export class SyntaxFault extends SignError {
  constructor(what: string, at: number) {
    super("PDF_BROKEN", { what, at });
  }
}

const ESCAPES = new Map([
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
  [0x62, 0x08],
  [0x66, 0x0c],
]);

export class Lexer {
  readonly bytes: Uint8Array;
  /** Position of the next byte to read. */
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** White space and comments (7.2.4). */
  skipSpace(): void {
    const { bytes } = this;
    while (this.at < bytes.length) {
      const byte = bytes[this.at];
      if (byte === 0x25) {
        while (this.at < bytes.length && bytes[this.at] !== 0x0a && bytes[this.at] !== 0x0d) this.at++;
      } else if (!isWhiteSpace(byte)) {
        return;
      }
      this.at++;
    }
    this.at = Math.min(this.at, bytes.length);
  }

  next(): Token {
    this.skipSpace();
    const start = this.at;
    const byte = this.bytes[start];
    if (byte === undefined) return { kind: "end", start, end: start };
    if (byte === 0x2f) return this.name(start);
    if (byte === 0x28) return this.literalString(start);
    if (byte === 0x3c && this.bytes[start + 1] !== 0x3c) return this.hexString(start);
    if (isRegular(byte)) return this.numberOrWord(start);
    const double = (byte === 0x3c || byte === 0x3e) && this.bytes[start + 1] === byte;
    const single = String.fromCharCode(byte);
    this.at = start + (double ? 2 : 1);
    return { kind: "mark", text: double ? single + single : single, start, end: this.at };
  }

  /** The bytes end inside a token: a larger window may hold the rest. */
  private unfinished(what: string): never {
    this.at = this.bytes.length;
    throw new SyntaxFault(`${what} without end`, this.at);
  }

  private regularEnd(from: number): number {
    let end = from;
    while (end < this.bytes.length && isRegular(this.bytes[end])) end++;
    return end;
  }

  /** 7.3.5: a number sign and two hexadecimal digits stand for one byte; any other number sign for itself. */
  private name(start: number): PdfName {
    const end = this.regularEnd(start + 1);
    const raw = latin1Text(this.bytes.subarray(start + 1, end));
    const value = raw.includes("#")
      ? raw.replace(/#([0-9a-fA-F]{2})/g, (_, digits: string) =>
          String.fromCharCode(Number.parseInt(digits, 16)),
        )
      : raw;
    this.at = end;
    return { kind: "name", value, start, end };
  }

  private numberOrWord(start: number): PdfNumber | Word {
    const end = this.regularEnd(start);
    this.at = end;
    const digits = this.digitsOnly(start, end);
    if (digits !== null) return { kind: "number", value: digits, integer: true, start, end };
    const first = this.bytes[start];
    if (isDigit(first) || first === 0x2b || first === 0x2d || first === 0x2e) {
      const text = latin1Text(this.bytes.subarray(start, Math.min(end, start + 64)));
      const integer = end - start <= 64 && /^[+-]?\d+$/.test(text);
      const value = integer ? Number(text) : numberLike(text);
      if (value !== null) {
        return { kind: "number", value, integer: integer && Number.isSafeInteger(value), start, end };
      }
    }
    const isR = end - start === 1 && first === 0x52;
    const text = isR ? "R" : latin1Text(this.bytes.subarray(start, Math.min(end, start + 64)));
    return { kind: "word", text, start, end };
  }

  /** The way of nearly all numbers, without a text in between; null where it is not so simple. */
  private digitsOnly(start: number, end: number): number | null {
    if (end - start > 15) return null;
    let value = 0;
    for (let at = start; at < end; at++) {
      const digit = (this.bytes[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) return null;
      value = value * 10 + digit;
    }
    return value;
  }

  /** 7.3.4.2: balanced parentheses need no escape, so the end is found first and the value after it. */
  private literalString(start: number): PdfString {
    const { bytes } = this;
    let depth = 1;
    let end = start + 1;
    for (; depth > 0; end++) {
      const byte = bytes[end];
      if (byte === undefined) this.unfinished("string");
      if (byte === 0x5c) end++;
      else if (byte === 0x28) depth++;
      else if (byte === 0x29) depth--;
    }
    this.at = end;
    return { kind: "string", value: plainBytes(bytes.subarray(start + 1, end - 1)), hex: false, start, end };
  }

  /** 7.3.4.3: a missing last digit is zero. */
  private hexString(start: number): PdfString {
    const close = this.bytes.indexOf(0x3e, start + 1);
    if (close < 0) this.unfinished("hexadecimal string");
    this.at = close + 1;
    return {
      kind: "string",
      value: decodeHex(this.bytes.subarray(start + 1, close)),
      hex: true,
      start,
      end: close + 1,
    };
  }
}

/** What programs write in place of a number: `--5`, `4.`, `1.2.3`, `5-3`; null where it is none. */
function numberLike(text: string): number | null {
  const match = /^[+-]*(\d*\.?\d*)/.exec(text);
  if (!match?.[1] && !/^[+-]*\.?$/.test(text)) return null;
  if (/^[+-]*\d*\.?\d*[a-zA-Z]/.test(text)) return null;
  const size = Number(match?.[1] === "." ? 0 : (match?.[1] ?? 0));
  return text.startsWith("-") ? -size : size;
}

function plainBytes(raw: Uint8Array): Uint8Array {
  const value = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    const byte = raw[at] ?? 0;
    if (byte === 0x0d) {
      value[length++] = 0x0a;
      if (raw[at + 1] === 0x0a) at++;
    } else if (byte !== 0x5c) {
      value[length++] = byte;
    } else {
      const escaped = readEscape(raw, at + 1);
      if (escaped.byte !== null) value[length++] = escaped.byte;
      at = escaped.end - 1;
    }
  }
  return value.subarray(0, length);
}

/** What follows a reverse solidus at `at`: an octal code, an escaped byte, or a line break that counts for nothing. */
function readEscape(raw: Uint8Array, at: number): { byte: number | null; end: number } {
  const byte = raw[at];
  if (byte === undefined) return { byte: null, end: at };
  if (byte === 0x0a) return { byte: null, end: at + 1 };
  if (byte === 0x0d) return { byte: null, end: raw[at + 1] === 0x0a ? at + 2 : at + 1 };
  let code = 0;
  let end = at;
  for (; end < at + 3; end++) {
    const digit = raw[end];
    if (digit === undefined || digit < 0x30 || digit > 0x37) break;
    code = code * 8 + digit - 0x30;
  }
  if (end > at) return { byte: code & 0xff, end };
  return { byte: ESCAPES.get(byte) ?? byte, end: at + 1 };
}

/** Digits of a hexadecimal string; anything that is no digit is skipped. */
export function decodeHex(digits: Uint8Array): Uint8Array {
  const value = new Uint8Array((digits.length + 1) >> 1);
  let count = 0;
  for (const byte of digits) {
    const digit = hexDigit(byte);
    if (digit < 0) continue;
    const place = count >> 1;
    value[place] = count % 2 === 0 ? digit * 16 : (value[place] ?? 0) + digit;
    count++;
  }
  return value.subarray(0, (count + 1) >> 1);
}
