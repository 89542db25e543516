/** Binary data written as text (ISO 32000-2, 7.4.2 and 7.4.3). Whole scans are stored like that: each byte is looked at once. */

import { hexDigit, isWhiteSpace } from "./characters.ts";
import type { Inflated } from "./inflate.ts";

const SKIPPED = -1;
const FOREIGN = -2;

/** What each byte is worth in hexadecimal. */
const HEX_VALUES = Int8Array.from({ length: 256 }, (_, byte) => {
  if (isWhiteSpace(byte)) return SKIPPED;
  return hexDigit(byte) < 0 ? FOREIGN : hexDigit(byte);
});

/** 7.4.2: white space is ignored, anything else is an error that readers take differently. */
export function undoAsciiHex(data: Uint8Array): Inflated {
  const output = new Uint8Array((data.length + 1) >> 1);
  let digits = 0;
  let complete = true;
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] ?? 0;
    if (byte === 0x3e) break;
    const digit = HEX_VALUES[byte] ?? FOREIGN;
    if (digit < 0) {
      if (digit === FOREIGN) complete = false;
      continue;
    }
    const place = digits >> 1;
    output[place] = digits % 2 === 0 ? digit << 4 : (output[place] ?? 0) | digit;
    digits++;
  }
  return { bytes: output.slice(0, (digits + 1) >> 1), complete };
}

const ZEROS = 0x7a;
const END = 0x7e;
const [FIRST, LAST] = [0x21, 0x75];

/** 7.4.3: five digits of base 85 make four bytes; `z` is four zeros; a last group may be short. */
export function undoAscii85(data: Uint8Array): Inflated {
  const output = new Uint8Array(mostBytesOf(data));
  let [written, digits, value] = [0, 0, 0];
  let complete = true;
  for (let at = 0; at < data.length; at++) {
    const byte = data[at] ?? END;
    if (byte === END) break;
    if (isWhiteSpace(byte)) continue;
    if (byte === ZEROS && digits === 0) {
      written += 4;
      continue;
    }
    if (byte < FIRST || byte > LAST) complete = false;
    value = value * 85 + byte - FIRST;
    if (++digits < 5) continue;
    written = putGroup(output, { at: written, value, count: 4 });
    [digits, value] = [0, 0];
  }
  if (digits > 1) {
    const count = digits - 1;
    for (; digits < 5; digits++) value = value * 85 + LAST - FIRST;
    written = putGroup(output, { at: written, value, count });
  }
  return { bytes: output.slice(0, written), complete };
}

/** Each `z` counted as a group of its own, the rest as full groups. */
function mostBytesOf(data: Uint8Array): number {
  let zeros = 0;
  for (let at = 0; at < data.length; at++) if (data[at] === ZEROS) zeros++;
  return 4 * (zeros + Math.ceil((data.length - zeros) / 5));
}

/** The first `count` of the four bytes, the highest first; what is above 32 bits is lost. Answers the place behind them. */
function putGroup(output: Uint8Array, group: { at: number; value: number; count: number }): number {
  const { at, value, count } = group;
  for (let index = 0; index < count; index++) output[at + index] = value >>> (24 - 8 * index);
  return at + count;
}
