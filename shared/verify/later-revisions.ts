/**
 * The revisions behind a signed range, every byte of them explained: objects that their cross-reference names, the
 * cross-reference, `startxref`, `%%EOF`, and white space between (rules R5 and R6). What a search for objects would find
 * beside them does not exist.
 */

import type { ByteRange } from "../bytes.ts";
import { SignError } from "../errors.ts";
import { latin1Text } from "../pdf/characters.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { readIndirect } from "../pdf/indirect.ts";
import { SyntaxFault } from "../pdf/lexer.ts";
import type { PdfObject } from "../pdf/objects.ts";
import type { XrefSection } from "../pdf/xref-section.ts";

export interface LaterRevision {
  readonly section: XrefSection;
  /** Every object it defines but its own cross-reference stream; none is a stream. */
  readonly objects: readonly PdfObject[];
  /** Number of its cross-reference stream; null for a table. */
  readonly streamNumber: number | null;
  /** Its last byte that is no white space lies before `end`; everything up to the next revision's start is white space. */
  readonly end: number;
  readonly nextStart: number;
}

const MAX_REVISIONS = 200;
const MAX_OBJECTS = 5000;
const MAX_GAP = 64 * 1024;
const MAX_TABLE = 1024 * 1024;

/** Oldest first; null where any byte is not explained, or is of a kind that cannot be judged yet. */
export function laterRevisions(document: PdfDocument, signedEnd: number): LaterRevision[] | null {
  try {
    return explain(document, signedEnd);
  } catch (thrown) {
    if (thrown instanceof SignError || thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

function explain(document: PdfDocument, signedEnd: number): LaterRevision[] | null {
  const later = document.xref.sections.filter((section) => section.at >= signedEnd).toReversed();
  if (
    later.length === 0 ||
    later.length > MAX_REVISIONS ||
    !continuesChain(document, signedEnd, later.length)
  )
    return null;
  const revisions: LaterRevision[] = [];
  let start = signedEnd;
  for (const section of later) {
    const objects = objectsOf(document, section);
    const end = objects && tile(document, { section, objects, start });
    if (!objects || end === null) return null;
    const streamNumber = section.kind === "stream" ? section.trailer.owner.number : null;
    revisions.push({ section, objects, streamNumber, end, nextStart: document.end });
    start = end;
  }
  return revisions.map((revision, index) => {
    const [next] = revisions[index + 1]?.objects ?? [];
    return next ? { ...revision, nextStart: next.at ?? revision.end } : revision;
  });
}

/** Behind the later sections the chain is exactly that of the signed revision. */
function continuesChain(document: PdfDocument, signedEnd: number, count: number): boolean {
  const behind = document.xref.sections.slice(count);
  const signed = document.at(signedEnd).xref.sections;
  return (
    behind.length === signed.length && behind.every((section, index) => section.at === signed[index]?.at)
  );
}

/** By their place in the file; null where an entry is free, compressed, or leads to a stream. */
function objectsOf(document: PdfDocument, section: XrefSection): PdfObject[] | null {
  if (section.hidden || section.oddities.length > 0) return null;
  const count = section.runs.reduce((sum, run) => sum + run.count, 0);
  if (count > MAX_OBJECTS) return null;
  const objects: PdfObject[] = [];
  for (const { first, count: length } of section.runs) {
    for (let number = first; number < first + length; number++) {
      const entry = section.find(number);
      // ISO 32000-2 7.5.4: object 0 heads the list of free objects in every table.
      if (number === 0 && entry?.kind === "free") continue;
      if (entry?.kind !== "offset") return null;
      if (entry.offset === section.at && isOwnStream(section, number)) continue;
      const object = readIndirect(document.source, entry.offset);
      if (object?.number !== number || object.generation !== entry.generation) return null;
      if (object.streamAt !== null) return null;
      objects.push(object);
    }
  }
  return objects.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** 7.5.8.1: a cross-reference stream is an object too, and may list itself. */
function isOwnStream({ kind, trailer }: XrefSection, number: number): boolean {
  return kind === "stream" && trailer.owner.number === number;
}

interface Tiling {
  readonly section: XrefSection;
  readonly objects: readonly PdfObject[];
  readonly start: number;
}

const SPACE = /^[\0\t\n\f\r ]*$/;
const OBJECT_HEAD = /^\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj[\0\t\n\f\r ]*$/;
const OBJECT_TAIL = /^[\0\t\n\f\r ]*endobj[\0\t\n\f\r ]*$/;
const TABLE = /^xref[\0\t\n\f\r ]+[\d\0\t\n\f\r nf]*trailer[\0\t\n\f\r ]*<</;
const STREAM_TAIL = /^[\0\t\n\f\r ]*endstream[\0\t\n\f\r ]+endobj/;

/** The end of the revision, behind its `%%EOF`; null where something stands between its parts. */
function tile(document: PdfDocument, { section, objects, start }: Tiling): number | null {
  const text = (range: ByteRange) => textOf(document, range);
  let at = start;
  let gap = SPACE;
  for (const object of objects) {
    const offset = object.at ?? -1;
    if (offset < at || !gap.test(text({ start: at, end: offset }))) return null;
    if (!OBJECT_HEAD.test(latin1Text(object.text.subarray(0, object.value.start)))) return null;
    at = offset + object.value.end;
    gap = OBJECT_TAIL;
  }
  if (section.at < at || !gap.test(text({ start: at, end: section.at }))) return null;
  if (section.end - section.at > MAX_TABLE) return null;
  if (section.kind === "table" && !TABLE.test(text({ start: section.at, end: section.end }))) return null;
  return behindSection(document, section);
}

function behindSection(document: PdfDocument, section: XrefSection): number | null {
  const rest = textOf(document, { start: section.end, end: Math.min(document.end, section.end + 256) });
  const own = section.kind === "stream" ? (STREAM_TAIL.exec(rest)?.[0] ?? null) : "";
  if (own === null) return null;
  const tail = /^[\0\t\n\f\r ]*startxref[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+%%EOF/.exec(rest.slice(own.length));
  return tail && Number(tail[1]) === section.at ? section.end + own.length + tail[0].length : null;
}

/** Text of a range; of one that is longer than any lawful gap, something that matches nothing. */
function textOf(document: PdfDocument, { start, end }: ByteRange): string {
  if (end - start > MAX_TABLE) return "%";
  return latin1Text(document.source.read(start, end - start));
}

/** Nothing but white space and NUL from `start` to the end of the file (rule R5). */
export function isBlank(document: PdfDocument, start: number, end = document.source.size): boolean {
  for (let at = start; at < end; at += MAX_GAP) {
    const piece = document.source.read(at, Math.min(MAX_GAP, end - at));
    if (!SPACE.test(latin1Text(piece))) return false;
  }
  return true;
}
