/** Character classes of PDF (ISO 32000-2, 7.2.3) and bytes as text, one character for each byte. */

const WHITE_SPACE = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const DELIMITERS = new Set([...latin1Bytes("()<>[]{}/%")]);

/** 1 white space, 2 delimiter, 0 regular. */
const CLASS = Uint8Array.from({ length: 256 }, (_, byte) =>
  WHITE_SPACE.has(byte) ? 1 : DELIMITERS.has(byte) ? 2 : 0,
);

export function isWhiteSpace(byte: number | undefined): boolean {
  return byte !== undefined && CLASS[byte] === 1;
}

export function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && CLASS[byte] === 0;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Value of a hexadecimal digit, -1 for any other byte. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index) & 0xff);
}

export function latin1Text(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    // Spread would copy the octets into an array first: four times slower for the short words of a content stream.
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + 8192));
  }
  return text;
}

/** First place of `wanted` in `bytes` at or after `from`; -1 where it is not. */
export function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from = 0): number {
  const first = wanted[0] ?? 0;
  let at = bytes.indexOf(first, from);
  while (at >= 0 && at + wanted.length <= bytes.length) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
    at = bytes.indexOf(first, at + 1);
  }
  return -1;
}

/** Last place of `wanted` in `bytes`; -1 where it is not. */
export function lastIndexOfBytes(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0] ?? 0;
  let at = bytes.lastIndexOf(first);
  while (at >= 0 && !wanted.every((byte, index) => bytes[at + index] === byte)) {
    at = at === 0 ? -1 : bytes.lastIndexOf(first, at - 1);
  }
  return at;
}
