/** The lawful form of what a signature covers: ByteRange, the gap in it, and the revision it ends with. */

import type { ByteRange, ByteSource } from "#shared/bytes.ts";
import { equalBytes } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { hexDigit, isWhiteSpace, lastIndexOfBytes, latin1Bytes, latin1Text } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { formNodes } from "./form.ts";
import { decodeHex } from "./lexer.ts";
import { PDF_LIMITS } from "./limits.ts";
import { isDictPlace, type PdfDict, type Place } from "./objects.ts";
import { dictionaryText } from "./signature-facts.ts";

/** Why a signature has not the lawful form. */
export type RangeProblem =
  | "byte-range-form"
  | "byte-range-bounds"
  | "gap-form"
  | "gap-differs"
  | "revision-incomplete"
  | "revision-unreadable"
  | "revision-differs";

/** Rule R2: exactly four integers, the first 0, inside the file, the second range behind the first. */
export function checkByteRange(
  numbers: readonly number[],
  size: number,
): { ranges: readonly [ByteRange, ByteRange] } | { problem: RangeProblem } {
  const [first, length, second, tail] = numbers;
  if (numbers.length !== 4 || first === undefined || length === undefined)
    return { problem: "byte-range-form" };
  if (second === undefined || tail === undefined) return { problem: "byte-range-form" };
  const end = second + tail;
  const lawful = first === 0 && length > 0 && length < second && tail > 0 && end <= size;
  if (!lawful || !Number.isSafeInteger(end)) return { problem: "byte-range-bounds" };
  return {
    ranges: [
      { start: 0, end: length },
      { start: second, end },
    ],
  };
}

/** Rule R3: between the ranges stands one hexadecimal string and nothing else, and it is the Contents of the signature. */
export function checkGap(source: ByteSource, gap: ByteRange, contents: Uint8Array): RangeProblem | null {
  const length = gap.end - gap.start;
  if (length < 2 || length > PDF_LIMITS.objectBytes) return "gap-form";
  const token = source.read(gap.start, length);
  const digits = token.subarray(1, length - 1);
  const lawful =
    token[0] === 0x3c &&
    token[length - 1] === 0x3e &&
    digits.every((byte) => hexDigit(byte) >= 0 || isWhiteSpace(byte));
  if (!lawful) return "gap-form";
  return equalBytes(decodeHex(digits), contents) ? null : "gap-differs";
}

const TAIL_BYTES = 64 * 1024;
const STARTXREF = latin1Bytes("startxref");

/** Rule R4, first half: what is signed ends as a complete revision. */
function endsRevision(source: ByteSource, end: number): boolean {
  const start = Math.max(0, end - TAIL_BYTES);
  const tail = source.read(start, end - start);
  const at = lastIndexOfBytes(tail, STARTXREF);
  return at >= 0 && /^startxref[\s\0]+\d+[\s\0]+%%EOF[\s\0]*$/.test(latin1Text(tail.subarray(at)));
}

export interface SignedField {
  readonly name: string;
  /** The signature dictionary the newest revision leads to. */
  readonly dictionary: Place<PdfDict>;
}

/** Rule R4: the signed zone is a complete file by itself, and in it the same field leads to the same signature. */
export function checkRevision(document: PdfDocument, end: number, field: SignedField): RangeProblem | null {
  if (!endsRevision(document.source, end)) return "revision-incomplete";
  if (end === document.end) return null;
  try {
    const view = document.at(end);
    return leadsToSame(view, field) ? null : "revision-differs";
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code !== "UNKNOWN_ERROR") return "revision-unreadable";
    throw thrown;
  }
}

function leadsToSame(view: PdfDocument, field: SignedField): boolean {
  const { owner } = field.dictionary;
  const text = dictionaryText(field.dictionary);
  return formNodes(view.objects, view.catalog).some((node) => {
    if (node.name !== field.name) return false;
    const place = view.objects.entry(node.place, "V");
    if (!isDictPlace(place)) return false;
    const sameObject = place.owner.number === owner.number && place.owner.generation === owner.generation;
    return sameObject && dictionaryText(place) === text;
  });
}
