/** Signature dictionaries that no field leads to: found by their bytes, so that none is passed over in silence. */

import type { ByteRange } from "#shared/bytes.ts";
import { isDigit, isWhiteSpace, latin1Bytes, latin1Text } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { readIndirect, streamExtent } from "./indirect.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { naturalOf, type PdfDict, type PdfObject, type PdfValue, type Place } from "./objects.ts";
import { scanFor } from "./scan.ts";
import { isUsageRights } from "./signature-facts.ts";

const BYTE_RANGE = latin1Bytes("/ByteRange");

/** True where the word `/ByteRange` stands anywhere in the file. */
export function mentionsByteRange(document: PdfDocument): boolean {
  for (const _ of scanFor(document.source, BYTE_RANGE, document.end)) return true;
  return false;
}

/** A dictionary, or where none can be read only the place of the word. */
export interface Orphan {
  readonly at: number;
  readonly dictionary: Place<PdfDict> | null;
}

/**
 * Dictionaries with a ByteRange outside the `known` extents. Words in the data of a stream count for nothing: an attached
 * file has its own signatures. Usage rights are no signatures of a person and not listed.
 */
export function orphanSignatures(document: PdfDocument, known: readonly ByteRange[]): Orphan[] {
  const orphans: Orphan[] = [];
  let offsets: Float64Array | null = null;
  let skipTo = 0;
  for (const at of scanFor(document.source, BYTE_RANGE, document.end)) {
    if (at < skipTo || known.some((extent) => at >= extent.start && at < extent.end)) continue;
    offsets ??= objectOffsets(document);
    const found = inspect(document, at, offsets);
    skipTo = found.skipTo;
    if (found.orphan) orphans.push(found.orphan);
    if (orphans.length > PDF_LIMITS.signatures) exceed("signatures");
  }
  return orphans;
}

interface Inspection {
  readonly orphan: Orphan | null;
  /** Hits before this offset belong to what was looked at. */
  readonly skipTo: number;
}

function inspect(document: PdfDocument, at: number, offsets: Float64Array): Inspection {
  const object = objectAround(document, at, offsets);
  if (!object || object.at === null)
    return { orphan: { at, dictionary: null }, skipTo: at + BYTE_RANGE.length };
  const inStream = streamEnd(document, object);
  if (inStream !== null && object.streamAt !== null && at >= object.streamAt && at < inStream) {
    return { orphan: null, skipTo: inStream };
  }
  const dictionary = dictAround(object.value, at - object.at);
  if (dictionary) {
    if (isUsageRights(document.objects, { owner: object, value: dictionary })) {
      return { orphan: null, skipTo: object.at + dictionary.end };
    }
    return {
      orphan: { at, dictionary: { owner: object, value: dictionary } },
      skipTo: object.at + dictionary.end,
    };
  }
  const inside = at < object.at + object.value.end;
  return { orphan: inside ? null : { at, dictionary: null }, skipTo: at + BYTE_RANGE.length };
}

function streamEnd(document: PdfDocument, object: PdfObject): number | null {
  if (object.streamAt === null || object.value.kind !== "dict") return null;
  try {
    const length = naturalOf(document.objects.resolve(object.value.entries.get("Length")));
    return streamExtent(document.source, object.streamAt, length).end;
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

/** The innermost dictionary around a position of the object's text that has a ByteRange of its own. */
function dictAround(value: PdfValue, position: number): PdfDict | null {
  if (position < value.start || position >= value.end) return null;
  const inner = childrenOf(value).map((child) => dictAround(child, position));
  const found = inner.find((dict) => dict !== null);
  if (found) return found;
  return value.kind === "dict" && value.entries.has("ByteRange") ? value : null;
}

function childrenOf(value: PdfValue): readonly PdfValue[] {
  if (value.kind === "array") return value.items;
  return value.kind === "dict" ? [...value.entries.values()] : [];
}

/** The object that begins nearest before `at`: as a cross-reference section says, else by its own `N G obj`. */
function objectAround(document: PdfDocument, at: number, offsets: Float64Array): PdfObject | null {
  const candidates = [nearestBefore(offsets, at), headBefore(document, at)];
  for (const offset of candidates.filter((candidate) => candidate !== null).sort((a, b) => a - b)) {
    const object = tryRead(document, offset);
    if (object && contains(document, object, at)) return object;
  }
  return null;
}

function contains(document: PdfDocument, object: PdfObject, at: number): boolean {
  if (object.at === null) return false;
  return at < object.at + object.value.end || at < (streamEnd(document, object) ?? 0);
}

function tryRead(document: PdfDocument, offset: number): PdfObject | null {
  try {
    return readIndirect(document.source, offset);
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

function nearestBefore(offsets: Float64Array, at: number): number | null {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return offsets[low - 1] ?? null;
}

const BACK_BYTES = 64 * 1024;

/** The last `N G obj` before `at`, for objects that no section knows. */
function headBefore(document: PdfDocument, at: number): number | null {
  const start = Math.max(0, at - BACK_BYTES);
  const bytes = document.source.read(start, at - start);
  const found = [...latin1Text(bytes).matchAll(/\bobj\b/g)].at(-1)?.index;
  if (found === undefined) return null;
  let head = skipBack(bytes, found, isWhiteSpace);
  head = skipBack(bytes, head, isDigit);
  head = skipBack(bytes, head, isWhiteSpace);
  head = skipBack(bytes, head, isDigit);
  return start + head;
}

function skipBack(bytes: Uint8Array, from: number, skip: (byte: number | undefined) => boolean): number {
  let at = from;
  while (at > 0 && skip(bytes[at - 1])) at--;
  return at;
}

/** Offsets of every object that any section of any revision knows, ascending. */
function objectOffsets(document: PdfDocument): Float64Array {
  const offsets: number[] = [];
  for (const section of document.xref.sections.flatMap((own) => (own.hidden ? [own, own.hidden] : [own]))) {
    for (const { first, count } of section.runs) {
      for (let number = first; number < first + count; number++) {
        const entry = section.find(number);
        if (entry?.kind === "offset") offsets.push(entry.offset);
      }
    }
  }
  return Float64Array.from(offsets).sort();
}
