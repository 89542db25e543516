/** Writes DER (X.690): the values a certificate and a signed message are made of. */

import { concatBytes } from "../bytes.ts";
import { contextTag, malformed, TAG } from "./der.ts";

export function encode(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concatBytes([Uint8Array.of(tag), encodeLength(length), ...parts]);
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return encode(TAG.sequence, ...parts);
}

/** SET OF: encodings in ascending order (X.690 11.6). */
export function setOf(values: readonly Uint8Array[], tag: number = TAG.set): Uint8Array {
  return encode(tag, ...values.toSorted(compareOctets));
}

/** Order of X.690 11.6: the shorter one counts as padded with zero octets. */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function explicit(number: number, value: Uint8Array): Uint8Array {
  return encode(contextTag(number), value);
}

/** `value` with another identifier octet: IMPLICIT tagging. */
export function retag(tag: number, value: Uint8Array): Uint8Array {
  const copy = value.slice();
  copy[0] = tag;
  return copy;
}

/** A non-negative INTEGER, from a number or from big-endian octets. */
export function integer(value: number | Uint8Array): Uint8Array {
  const octets = typeof value === "number" ? Array.from(bigEndian(value)) : Array.from(value);
  while (octets.length > 1 && octets[0] === 0) octets.shift();
  // The first bit is the sign (X.690 8.3.3).
  if ((octets[0] ?? 0) >= 0x80) octets.unshift(0);
  return encode(TAG.integer, Uint8Array.from(octets.length === 0 ? [0] : octets));
}

function bigEndian(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) malformed("integer");
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.from(octets);
}

export function boolean(value: boolean): Uint8Array {
  return encode(TAG.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function nullValue(): Uint8Array {
  return encode(TAG.null);
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return encode(TAG.octetString, bytes);
}

/** BIT STRING of whole octets, or with `unused` bits at its end. */
export function bitString(bytes: Uint8Array, unused = 0): Uint8Array {
  return encode(TAG.bitString, Uint8Array.of(unused), bytes);
}

/** Named bits, trailing zero bits removed (X.690 11.2.2). */
export function namedBits(bits: readonly number[]): Uint8Array {
  const highest = Math.max(-1, ...bits);
  const octets = new Uint8Array(Math.floor(highest / 8) + 1);
  for (const bit of bits) {
    const index = Math.floor(bit / 8);
    octets[index] = (octets[index] ?? 0) | (0x80 >> (bit % 8));
  }
  return bitString(octets, highest < 0 ? 0 : 7 - (highest % 8));
}

export function utf8String(text: string): Uint8Array {
  return encode(TAG.utf8String, new TextEncoder().encode(text.normalize("NFC")));
}

export function printableString(text: string): Uint8Array {
  return encode(TAG.printableString, new TextEncoder().encode(text));
}

/** Dotted decimal to OBJECT IDENTIFIER (X.690 8.19); arcs of any size. */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split(".").map(BigInt);
  const octets = [first * 40n + second, ...rest].flatMap(base128);
  return encode(TAG.oid, Uint8Array.from(octets));
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}
