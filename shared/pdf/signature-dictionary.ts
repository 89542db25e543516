/** The signature dictionary to be signed (ISO 32000-2, 12.8.1; EN 319 142-1, 5.3), with room for ByteRange and Contents. */

import { concatBytes } from "#shared/bytes.ts";
import { latin1Bytes } from "./characters.ts";
import type { SubFilter } from "./seed-values.ts";
import { encodeDate, encodeUtf16 } from "./text-string.ts";
import { hexString } from "./write-value.ts";

export interface SignatureFacts {
  readonly subFilter: SubFilter;
  readonly time: Date;
  readonly reason?: string | undefined;
  readonly location?: string | undefined;
  readonly name?: string | undefined;
  /** Bytes of CMS that must fit. */
  readonly reserve: number;
  /** Text of the Reference array; null without one. */
  readonly reference: string | null;
  /** Encrypts a string for the number of this dictionary; identity where the file is not encrypted. */
  readonly encrypt: (bytes: Uint8Array) => Uint8Array;
}

export interface SignatureBody {
  readonly bytes: Uint8Array;
  /** Position in `bytes` of the first digit place in ByteRange after `[0 `. */
  readonly byteRangeAt: number;
  /** Position in `bytes` of the `<` of Contents; the token is `2 * reserve + 2` long. */
  readonly contentsAt: number;
}

/** Ten digits reach 9.9 GB, the same as the offsets of a table. */
const NUMBER_WIDTH = 10;
const RANGE_WIDTH = 3 * NUMBER_WIDTH + 2;

/** Contents is never encrypted (7.6.2); all other strings are. */
export function signatureBody(facts: SignatureFacts): SignatureBody {
  const text = (key: string, value: string | undefined) =>
    value === undefined ? "" : `/${key} ${hexString(facts.encrypt(encodeUtf16(value)))}\n`;
  const date = facts.encrypt(latin1Bytes(encodeDate(facts.time)));
  const head =
    `<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /${facts.subFilter}\n` +
    `/M ${hexString(date)}\n${text("Name", facts.name)}${text("Reason", facts.reason)}` +
    `${text("Location", facts.location)}${facts.reference === null ? "" : `/Reference ${facts.reference}\n`}` +
    "/ByteRange [0 ";
  const middle = `${"*".repeat(RANGE_WIDTH)}]\n/Contents `;
  const contents = new Uint8Array(2 * facts.reserve + 2).fill(0x30);
  contents[0] = 0x3c;
  contents[contents.length - 1] = 0x3e;
  return {
    bytes: concatBytes([latin1Bytes(head + middle), contents, latin1Bytes("\n>>")]),
    byteRangeAt: head.length,
    contentsAt: head.length + middle.length,
  };
}

/** The last three numbers of ByteRange, padded with spaces to the width that was kept for them. */
export function byteRangeText(numbers: readonly [number, number, number]): Uint8Array {
  return latin1Bytes(numbers.join(" ").padEnd(RANGE_WIDTH, " "));
}
