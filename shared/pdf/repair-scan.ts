/**
 * Objects and trailers found by reading the whole file once, for a broken cross-reference. Bodies of streams are stepped
 * over, so that an attached PDF does not lend its objects.
 */

import type { ByteSource } from "#shared/bytes.ts";
import { isDigit, isWhiteSpace, latin1Bytes } from "./characters.ts";
import { readIndirect, streamExtent } from "./indirect.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { metered } from "./metered-source.ts";
import { nameOf, naturalOf, type PdfDict, type PdfObject, type Place } from "./objects.ts";
import { scanFor } from "./scan.ts";
import type { XrefEntry } from "./xref-section.ts";
import { readTrailer } from "./xref-table.ts";

export interface FoundObjects {
  /** Of a number that stands twice the later object, as everybody reads it. */
  readonly entries: Map<number, XrefEntry & { readonly kind: "offset" }>;
  /** Trailer dictionaries and those of cross-reference streams, newest first. */
  readonly trailers: readonly Place<PdfDict>[];
  /** Numbers of object streams, in the order of the file. */
  readonly containers: readonly number[];
  /** Numbers of catalogs, newest first. */
  readonly catalogs: readonly number[];
}

const OBJ = latin1Bytes("obj");
const TRAILER = latin1Bytes("trailer");
/** Bytes before `obj` that may belong to its head. */
const HEAD_BYTES = 64;

/** LIMIT_EXCEEDED where the search would go over the same bytes again and again, or finds too many objects. */
export function findObjects(file: ByteSource): FoundObjects {
  const source = metered(file);
  const found = new Finding();
  let from = 0;
  let met = 0;
  for (const at of scanFor(source, OBJ)) {
    if (at < from) continue;
    const head = headBefore(source, at);
    if (head === null) continue;
    if (++met > PDF_LIMITS.searchedObjects) exceed("searchedObjects");
    const object = tryRead(source, head);
    if (!object) continue;
    found.add(object, head);
    from = behind(source, object, head);
  }
  const trailers = trailersIn(source);
  return {
    entries: found.entries,
    trailers: [...trailers, ...found.streams].sort((a, b) => (b.owner.at ?? 0) - (a.owner.at ?? 0)),
    containers: found.containers,
    catalogs: found.catalogs.reverse(),
  };
}

class Finding {
  readonly entries = new Map<number, XrefEntry & { kind: "offset" }>();
  readonly streams: Place<PdfDict>[] = [];
  readonly containers: number[] = [];
  readonly catalogs: number[] = [];

  add(object: PdfObject, offset: number): void {
    if (object.number > PDF_LIMITS.objectNumber) return;
    const { number, generation, value } = object;
    this.entries.set(number, { kind: "offset", offset, generation });
    if (value.kind !== "dict") return;
    const type = nameOf(value.entries.get("Type"));
    if (type === "XRef" && object.streamAt !== null) this.streams.push({ owner: object, value });
    if (type === "ObjStm" && object.streamAt !== null) this.containers.push(number);
    if (type === "Catalog") this.catalogs.push(number);
    if (this.streams.length > PDF_LIMITS.revisions) exceed("revisions");
  }
}

/** Offset of the `N G` before an `obj` at `at`, where they stand at a line's start or behind `endobj`; else null. */
function headBefore(source: ByteSource, at: number): number | null {
  const start = Math.max(0, at - HEAD_BYTES);
  const bytes = source.read(start, at - start);
  const generation = numberBefore(bytes, bytes.length);
  const number = generation === null ? null : numberBefore(bytes, generation);
  if (number === null || generation === null) return null;
  if (bytes.subarray(number, generation).every((byte) => !isWhiteSpace(byte))) return null;
  const previous = bytes[number - 1];
  const glued = previous === 0x6a && bytes[number - 2] === 0x62;
  return start + number === 0 || isWhiteSpace(previous) || glued ? start + number : null;
}

/** Where the digits begin that end, but for white space, at `end`; null where there are none. */
function numberBefore(bytes: Uint8Array, end: number): number | null {
  let at = end;
  while (at > 0 && isWhiteSpace(bytes[at - 1])) at--;
  const last = at;
  while (at > 0 && isDigit(bytes[at - 1])) at--;
  return at < last ? at : null;
}

function tryRead(source: ByteSource, offset: number): PdfObject | null {
  try {
    return readIndirect(source, offset);
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

/** Where the next object may begin. Only a direct Length that fits is believed: a reference may point anywhere. */
function behind(source: ByteSource, object: PdfObject, head: number): number {
  if (object.streamAt === null || object.value.kind !== "dict") return head + Math.max(1, object.value.end);
  try {
    return streamExtent(source, object.streamAt, naturalOf(object.value.entries.get("Length"))).end;
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return object.streamAt;
    throw thrown;
  }
}

function trailersIn(source: ByteSource): Place<PdfDict>[] {
  const trailers: Place<PdfDict>[] = [];
  for (const at of scanFor(source, TRAILER)) {
    const trailer = tryTrailer(source, at + TRAILER.length);
    if (trailer) trailers.push(trailer);
    if (trailers.length > PDF_LIMITS.revisions) exceed("revisions");
  }
  return trailers;
}

function tryTrailer(source: ByteSource, at: number): Place<PdfDict> | null {
  try {
    return readTrailer(source, at);
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}
