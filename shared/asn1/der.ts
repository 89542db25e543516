/** Reads DER and, where asked, BER (X.690), keeping the original bytes of every value. Refuses instead of guessing. */

import { fail } from "../errors.ts";

/** First identifier octets (X.690 8.1.2) of the universal types in use. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  constructedOctetString: 0x24,
} as const;

/** Identifier octet of `[number]`: constructed for EXPLICIT or a structured IMPLICIT, else primitive. */
export function contextTag(number: number, form: "constructed" | "primitive" = "constructed"): number {
  return (form === "constructed" ? 0xa0 : 0x80) | number;
}

export type Encoding = "der" | "ber";

/** One value: `full` with its header (and end-of-contents), `content` without. Both share memory with the input. */
export interface DerValue {
  readonly tag: number;
  readonly full: Uint8Array;
  readonly content: Uint8Array;
}

/** Nesting of indefinite lengths and of `enter`; real messages stay below 20. */
const MAX_DEPTH = 40;
const CONSTRUCTED = 0x20;

/** Ends reading: the bytes are not what the standard says. */
export function malformed(reason: string): never {
  return fail("INVALID_ARGUMENT", { what: "asn1", reason });
}

interface Header {
  readonly tag: number;
  readonly contentStart: number;
  /** null: indefinite length (X.690 8.1.3.6). */
  readonly length: number | null;
}

/** Walks the values of one constructed value in order. Errors: INVALID_ARGUMENT {what: "asn1"} from every method. */
export class DerReader {
  readonly #bytes: Uint8Array;
  readonly #encoding: Encoding;
  readonly #depth: number;
  #at = 0;

  constructor(bytes: Uint8Array, encoding: Encoding = "der", depth = 0) {
    if (depth > MAX_DEPTH) malformed("depth");
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#depth = depth;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Identifier octet of the next value; null at the end. */
  get nextTag(): number | null {
    return this.#bytes[this.#at] ?? null;
  }

  /** The next value, whatever it is. */
  readAny(): DerValue {
    const header = readHeader(this.#bytes, this.#at, this.#encoding);
    const end = endOf({ bytes: this.#bytes, header, encoding: this.#encoding, depth: this.#depth });
    const value = {
      tag: header.tag,
      full: this.#bytes.subarray(this.#at, end.next),
      content: this.#bytes.subarray(header.contentStart, end.content),
    };
    this.#at = end.next;
    return value;
  }

  read(tag: number): DerValue {
    if (this.nextTag !== tag) malformed(`tag ${this.nextTag} in place of ${tag}`);
    return this.readAny();
  }

  readIf(tag: number): DerValue | null {
    return this.nextTag === tag ? this.readAny() : null;
  }

  /** A reader over the content of the next value, which must carry `tag`. */
  enter(tag: number): DerReader {
    return this.over(this.read(tag));
  }

  enterIf(tag: number): DerReader | null {
    return this.nextTag === tag ? this.enter(tag) : null;
  }

  /** A reader over the content of a value read from here, with this reader's encoding. */
  over(value: DerValue): DerReader {
    return new DerReader(value.content, this.#encoding, this.#depth + 1);
  }

  /** Every value that is left. */
  rest(): DerValue[] {
    const values: DerValue[] = [];
    while (!this.done) values.push(this.readAny());
    return values;
  }

  /** Nothing may follow. */
  finish(): void {
    if (!this.done) malformed("trailing bytes");
  }
}

/** The one value that `bytes` are; nothing may follow it. */
export function readSingle(bytes: Uint8Array, encoding: Encoding = "der"): DerValue {
  const reader = new DerReader(bytes, encoding);
  const value = reader.readAny();
  reader.finish();
  return value;
}

function readHeader(bytes: Uint8Array, start: number, encoding: Encoding): Header {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) return malformed("cut off");
  // Tag numbers above 30 (X.690 8.1.2.4) occur in nothing read here.
  if ((tag & 0x1f) === 0x1f) return malformed("high tag number");
  if (first < 0x80) return { tag, contentStart: start + 2, length: first };
  if (first === 0x80) {
    if (encoding === "der" || (tag & CONSTRUCTED) === 0) return malformed("indefinite length");
    return { tag, contentStart: start + 2, length: null };
  }
  const count = first & 0x7f;
  let length = 0;
  for (let index = 0; index < count; index++) {
    length = length * 256 + (bytes[start + 2 + index] ?? malformed("cut off"));
    if (length > bytes.length) return malformed("length");
  }
  // X.690 10.1: the shortest form.
  if (encoding === "der" && (length < 0x80 || bytes[start + 2] === 0)) return malformed("length not minimal");
  return { tag, contentStart: start + 2 + count, length };
}

interface Extent {
  readonly bytes: Uint8Array;
  readonly header: Header;
  readonly encoding: Encoding;
  readonly depth: number;
}

function endOf({ bytes, header, encoding, depth }: Extent): { content: number; next: number } {
  if (header.length !== null) {
    const end = header.contentStart + header.length;
    if (end > bytes.length) malformed("cut off");
    return { content: end, next: end };
  }
  if (depth > MAX_DEPTH) malformed("depth");
  let at = header.contentStart;
  // X.690 8.1.5: end-of-contents is two zero octets.
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) {
    const inner = readHeader(bytes, at, encoding);
    at = endOf({ bytes, header: inner, encoding, depth: depth + 1 }).next;
  }
  return { content: at, next: at + 2 };
}
