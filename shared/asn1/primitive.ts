/** Values of primitive ASN.1 types (X.690 section 8) out of their content octets. */

import { concatBytes } from "../bytes.ts";
import { type DerReader, type DerValue, malformed, TAG } from "./der.ts";

/** OBJECT IDENTIFIER as dotted decimal; arcs of any size (X.690 8.19). */
export function readOid(value: DerValue): string {
  if (value.tag !== TAG.oid || value.content.length === 0 || value.content.length > 200) malformed("oid");
  const arcs: bigint[] = [];
  let arc = 0n;
  let begun = false;
  for (const octet of value.content) {
    if (!begun && octet === 0x80) malformed("oid not minimal");
    begun = octet >= 0x80;
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (!begun) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  if (begun) malformed("oid cut off");
  const [joined = 0n, ...rest] = arcs;
  const first = joined < 40n ? 0n : joined < 80n ? 1n : 2n;
  return [first, joined - first * 40n, ...rest].join(".");
}

/** Content octets of an INTEGER, two's complement. */
export function readInteger(value: DerValue): Uint8Array {
  if (value.tag !== TAG.integer || value.content.length === 0) malformed("integer");
  return value.content;
}

/** A non-negative INTEGER in the shortest form (X.690 8.3.2), big-endian without sign octet. */
export function readUnsigned(value: DerValue): Uint8Array {
  const octets = readInteger(value);
  const [first = 0, second = 0] = octets;
  if (first >= 0x80) malformed("negative integer");
  if (octets.length > 1 && first === 0 && second < 0x80) malformed("integer not minimal");
  return octets.length > 1 && first === 0 ? octets.subarray(1) : octets;
}

/** A small non-negative INTEGER as a number. */
export function readNumber(value: DerValue): number {
  const octets = readUnsigned(value);
  if (octets.length > 6) malformed("integer too large");
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

/** BOOLEAN; any octet but zero is true, as BER has it (old certificates write 01). */
export function readBoolean(value: DerValue): boolean {
  if (value.tag !== TAG.boolean || value.content.length !== 1) malformed("boolean");
  return value.content[0] !== 0;
}

/** BIT STRING of whole octets. */
export function readOctetBits(value: DerValue): Uint8Array {
  if (value.tag !== TAG.bitString || value.content[0] !== 0) malformed("bit string");
  return value.content.subarray(1);
}

/** Numbers of the bits that are set, counted from the first (X.690 8.6). */
export function readNamedBits(value: DerValue): number[] {
  const [unused = 8, ...octets] = value.content;
  if (value.tag !== TAG.bitString || unused > 7 || octets.length > 64) malformed("bit string");
  return octets
    .flatMap((octet, index) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => (octet & (0x80 >> bit) ? index * 8 + bit : -1)),
    )
    .filter((bit) => bit >= 0 && bit < octets.length * 8 - unused);
}

/** Octets of an OCTET STRING; in BER also one made of segments (X.690 8.7.3). */
export function readOctets(reader: DerReader): Uint8Array {
  if (reader.nextTag === TAG.octetString) return reader.readAny().content;
  return joinSegments(reader.enter(TAG.constructedOctetString));
}

function joinSegments(segments: DerReader): Uint8Array {
  const parts: Uint8Array[] = [];
  while (!segments.done) parts.push(readOctets(segments));
  return concatBytes(parts);
}

/** Any string type as text (NFC); null for a type or bytes that carry none. */
export function readText(value: DerValue): string | null {
  const { tag, content } = value;
  if (tag === TAG.utf8String) return decodeUtf8(content);
  if (tag === TAG.bmpString) return decodeUnits(content, 2);
  if (tag === TAG.universalString) return decodeUnits(content, 4);
  const latin: readonly number[] = [
    TAG.numericString,
    TAG.printableString,
    TAG.ia5String,
    TAG.visibleString,
    TAG.teletexString,
  ];
  return latin.includes(tag) ? String.fromCharCode(...content.subarray(0, 4096)).normalize("NFC") : null;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).normalize("NFC");
  } catch {
    return null;
  }
}

function decodeUnits(bytes: Uint8Array, width: 2 | 4): string | null {
  if (bytes.length % width !== 0) return null;
  let text = "";
  for (let at = 0; at < bytes.length; at += width) {
    const unit = bytes.subarray(at, at + width).reduce((sum, octet) => sum * 256 + octet, 0);
    if (unit > 0x10ffff) return null;
    text += width === 2 ? String.fromCharCode(unit) : String.fromCodePoint(unit);
  }
  return text.normalize("NFC");
}
