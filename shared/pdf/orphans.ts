/** Signature dictionaries that no field leads to: found by their bytes, so that none is passed over in silence. */

import type { ByteRange, ByteSource } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { isDigit, isWhiteSpace, latin1Bytes, latin1Text } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { readIndirect, streamExtent } from "./indirect.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { metered } from "./metered-source.ts";
import { naturalOf, type PdfDict, type PdfObject, type PdfValue, type Place } from "./objects.ts";
import { scanFor } from "./scan.ts";
import { isUsageRights } from "./signature-facts.ts";
import type { XrefEntry, XrefSection } from "./xref-section.ts";

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

/** Words that may be looked at one by one. */
const INSPECTIONS = 4 * PDF_LIMITS.signatures;

/**
 * Dictionaries with a ByteRange outside the `known` extents. Words in the data of a stream count for nothing: an attached
 * file has its own signatures. Usage rights are no signatures of a person and not listed.
 * LIMIT_EXCEEDED where there are more than a file of signatures would have.
 */
export function orphanSignatures(document: PdfDocument, known: readonly ByteRange[]): Orphan[] {
  const search = new Search(document);
  const orphans: Orphan[] = [];
  let inspections = 0;
  let skipTo = 0;
  for (const at of scanFor(document.source, BYTE_RANGE, document.end)) {
    if (at < skipTo || known.some((extent) => at >= extent.start && at < extent.end)) continue;
    if (++inspections > INSPECTIONS) exceed("signatures");
    const found = inspect(document, search.objectAround(at), at);
    skipTo = found.skipTo;
    if (found.orphan) orphans.push(found.orphan);
  }
  return orphans;
}

interface Inspection {
  readonly orphan: Orphan | null;
  /** Words before this offset belong to what was looked at. */
  readonly skipTo: number;
}

function inspect(document: PdfDocument, object: FoundObject | null, at: number): Inspection {
  const next = at + BYTE_RANGE.length;
  if (!object) return { orphan: { at, dictionary: null }, skipTo: next };
  if (at >= object.textEnd) return { orphan: null, skipTo: object.end };
  const around = valuesAround(object.owner.value, at - object.start);
  const dictionary = around.findLast((value) => value.kind === "dict" && value.entries.has("ByteRange"));
  const innermost = around.at(-1);
  // In a string, or in a comment.
  if (dictionary?.kind !== "dict" || innermost?.kind === "string") {
    const isText = innermost?.kind === "string";
    return { orphan: null, skipTo: isText ? object.start + innermost.end : next };
  }
  const place = { owner: object.owner, value: dictionary };
  const orphan = isUsageRights(document.objects, place) ? null : { at, dictionary: place };
  return { orphan, skipTo: object.start + dictionary.end };
}

/** The values that hold a position, from the outermost to the innermost. */
function valuesAround(value: PdfValue, position: number): PdfValue[] {
  const around: PdfValue[] = [];
  let current: PdfValue | undefined = value;
  while (current && position >= current.start && position < current.end) {
    around.push(current);
    current = childrenOf(current).find((child) => position >= child.start && position < child.end);
  }
  return around;
}

function childrenOf(value: PdfValue): readonly PdfValue[] {
  if (value.kind === "array") return value.items;
  return value.kind === "dict" ? [...value.entries.values()] : [];
}

/** An object of the file with its extent: text first, then the data of its stream. */
interface FoundObject {
  readonly owner: PdfObject;
  readonly start: number;
  readonly textEnd: number;
  readonly end: number;
}

/** Finds the object around an offset; the last one found is kept, as words come in the order of the file. */
class Search {
  private readonly document: PdfDocument;
  private readonly source: ByteSource;
  private offsets: Float64Array | null = null;
  private last: FoundObject | null = null;

  constructor(document: PdfDocument) {
    this.document = document;
    this.source = metered(document.source);
  }

  /** The object that begins nearest before `at`, by a cross-reference section or by its own `N G obj`, and holds `at`. */
  objectAround(at: number): FoundObject | null {
    if (this.last && at >= this.last.start && at < this.last.end) return this.last;
    this.offsets ??= objectOffsets(this.document);
    const candidates = [nearestBefore(this.offsets, at), headBefore(this.source, at)];
    for (const offset of candidates.filter((candidate) => candidate !== null).sort((a, b) => a - b)) {
      const object = this.read(offset);
      if (object && at < object.end) {
        this.last = object;
        return object;
      }
    }
    return null;
  }

  private read(start: number): FoundObject | null {
    const owner = tryRead(this.source, start);
    if (!owner) return null;
    const textEnd = start + owner.value.end;
    return { owner, start, textEnd, end: Math.max(textEnd, this.streamEnd(owner) ?? 0) };
  }

  private streamEnd(object: PdfObject): number | null {
    if (object.streamAt === null || object.value.kind !== "dict") return null;
    try {
      const length = naturalOf(this.document.objects.resolve(object.value.entries.get("Length")));
      return streamExtent(this.source, object.streamAt, length).end;
    } catch (thrown) {
      if (thrown instanceof SignError && thrown.code === "PDF_BROKEN") return null;
      throw thrown;
    }
  }
}

function tryRead(source: ByteSource, offset: number): PdfObject | null {
  try {
    return readIndirect(source, offset);
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
function headBefore(source: ByteSource, at: number): number | null {
  const start = Math.max(0, at - BACK_BYTES);
  const bytes = source.read(start, at - start);
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
        const entry = tryFind(section, number);
        if (entry?.kind === "offset") offsets.push(entry.offset);
      }
    }
  }
  return Float64Array.from(offsets).sort();
}

/** A single broken row is no reason to know nothing of the others. */
function tryFind(section: XrefSection, number: number): XrefEntry | null {
  try {
    return section.find(number);
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}
