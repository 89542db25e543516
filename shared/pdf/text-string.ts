/** Text strings and dates (ISO 32000-2, 7.9.2 and 7.9.4) in and out. */

import { latin1Bytes, latin1Text } from "./characters.ts";

/** Bytes 0x18 to 0x1f and 0x80 to 0xa0 of PDFDocEncoding (annex D.2); the rest is Latin-1. */
const LOW = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc";
const HIGH =
  "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018" +
  "\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\ufffd\u20ac";

/** UTF-16 of either order or UTF-8 where the string says so, else PDFDocEncoding. */
export function decodeTextString(bytes: Uint8Array): string {
  const [a, b, c] = bytes;
  if (a === 0xfe && b === 0xff) return decodeUtf16(bytes.subarray(2), 1);
  if (a === 0xff && b === 0xfe) return decodeUtf16(bytes.subarray(2), 0);
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder().decode(bytes.subarray(3));
  let text = "";
  for (const byte of bytes) text += pdfDocCharacter(byte);
  return text;
}

function pdfDocCharacter(byte: number): string {
  if (byte >= 0x18 && byte <= 0x1f) return LOW.charAt(byte - 0x18);
  if (byte >= 0x80 && byte <= 0xa0) return HIGH.charAt(byte - 0x80);
  return String.fromCharCode(byte);
}

function decodeUtf16(bytes: Uint8Array, low: 0 | 1): string {
  let text = "";
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += String.fromCharCode((bytes[at + low] ?? 0) + 256 * (bytes[at + 1 - low] ?? 0));
  }
  return text;
}

/** ASCII as it is, anything else as UTF-16BE with its mark. */
export function encodeTextString(text: string): Uint8Array {
  return /^[\x20-\x7e]*$/.test(text) ? latin1Bytes(text) : encodeUtf16(text);
}

/** PDFDocEncoding; characters it does not have become question marks. */
export function encodePdfDoc(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    const [low, high] = [LOW.indexOf(character), HIGH.indexOf(character)];
    if (low >= 0) return 0x18 + low;
    if (high >= 0) return 0x80 + high;
    return code < 0x100 ? code : 0x3f;
  });
}

/** UTF-16BE with byte order mark. */
export function encodeUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes.set([0xfe, 0xff]);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes[2 + 2 * index] = unit >> 8;
    bytes[3 + 2 * index] = unit & 0xff;
  }
  return bytes;
}

/** Minutes east of Greenwich of Vietnam, where no daylight saving is known. */
const VIETNAM_MINUTES = 7 * 60;

/** A date as it is written into a signature: time of Vietnam, with its offset. */
export function encodeDate(date: Date): string {
  const local = new Date(date.getTime() + VIETNAM_MINUTES * 60_000).toISOString();
  return `D:${local.slice(0, 19).replace(/[-T:]/g, "")}+07'00'`;
}

const DATE =
  /^D?:?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:\s*([+\-Z])(?:(\d{2})'?(?:(\d{2})'?)?)?)?/;

/** Null where it is no date. Without an offset it is taken for UTC. */
export function decodeDate(bytes: Uint8Array): Date | null {
  const match = DATE.exec(latin1Text(bytes).trim());
  if (!match) return null;
  const part = (index: number, otherwise: number) => Number(match[index] ?? otherwise);
  const sign = match[7] === "-" ? -1 : 1;
  const offset = match[7] === "Z" ? 0 : sign * (part(8, 0) * 60 + part(9, 0));
  const milliseconds = Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0), part(6, 0));
  const date = new Date(milliseconds - offset * 60_000);
  return Number.isNaN(date.getTime()) ? null : date;
}
