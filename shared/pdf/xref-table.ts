/**
 * Classic cross-reference tables (ISO 32000-2, 7.5.4). A table of lawful 20-byte entries is never read as a whole:
 * an entry is read when its object is asked for, so 200,000 objects cost nothing to open.
 */

import type { ByteSource } from "#shared/bytes.ts";
import { isDigit, isWhiteSpace, latin1Text } from "./characters.ts";
import { parseAt } from "./indirect.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import type { PdfDict, Place } from "./objects.ts";
import {
  hasSize,
  linkOf,
  type Oddity,
  RunIndex,
  type XrefEntry,
  type XrefRun,
  type XrefSection,
} from "./xref-section.ts";

const ENTRY_BYTES = 20;
const ENTRY = /^(\d{10}) (\d{5}) ([nf])[\r\n ]{2}$/;

/** Entries either lie at `offset` in the file, 20 bytes each, or were read because they do not. */
interface TableRun extends XrefRun {
  readonly offset: number;
  readonly entries: readonly XrefEntry[] | null;
}

/** The table whose `xref` stands at `at`, with its trailer. Throws SyntaxFault where it is none. */
export function readTable(source: ByteSource, at: number): XrefSection {
  const oddities: Oddity[] = [];
  const { runs, trailerAt } = readRuns(source, at, oddities);
  const trailer = readTrailer(source, trailerAt);
  const index = new RunIndex(runs);
  if (index.overlapping) oddities.push("xref-overlap");
  if (!hasSize(trailer.value, runs)) oddities.push("xref-size");
  return {
    kind: "table",
    at,
    end: trailerAt + trailer.value.end,
    trailer,
    runs,
    prev: linkOf(trailer.value.entries.get("Prev")),
    hidden: null,
    oddities,
    find(number) {
      const run = index.find(number);
      if (!run) return null;
      const row = number - run.first;
      return run.entries ? (run.entries[row] ?? null) : readEntry(source, run.offset + row * ENTRY_BYTES);
    },
  };
}

function readRuns(source: ByteSource, at: number, oddities: Oddity[]) {
  const runs: TableRun[] = [];
  let cursor = at + "xref".length;
  for (;;) {
    if (runs.length > PDF_LIMITS.subsections) exceed("subsections");
    const head = readHead(source, cursor);
    if (!head) return { runs, trailerAt: trailerStart(source, cursor) };
    const subsection = readSubsection(source, head, oddities);
    runs.push(subsection.run);
    cursor = subsection.end;
  }
}

/** First number and count of a subsection, and where its entries begin; null where a trailer stands instead. */
function readHead(source: ByteSource, cursor: number) {
  return parseAt(source, cursor, ({ lexer }) => {
    const first = lexer.next();
    if (first.kind === "word" && first.text.startsWith("trailer")) return null;
    const count = lexer.next();
    if (first.kind !== "number" || count.kind !== "number") throw new SyntaxFault("xref subsection", cursor);
    if (!first.integer || !count.integer || first.value < 0 || count.value < 0) {
      throw new SyntaxFault("xref subsection", cursor);
    }
    lexer.skipSpace();
    return { first: first.value, count: count.value, offset: cursor + lexer.at };
  });
}

type SubsectionHead = NonNullable<ReturnType<typeof readHead>>;

function readSubsection(source: ByteSource, head: SubsectionHead, oddities: Oddity[]) {
  const shifted = startsOneTooHigh(source, head);
  if (shifted) oddities.push("xref-starts-at-one");
  const first = shifted ? 0 : head.first;
  const end = head.offset + head.count * ENTRY_BYTES;
  if (hasLawfulEntries(source, head, end)) {
    return { run: { first, count: head.count, offset: head.offset, entries: null }, end };
  }
  oddities.push("xref-entries");
  const loose = readLooseEntries(source, head);
  return { run: { first, count: loose.entries.length, offset: 0, entries: loose.entries }, end: loose.end };
}

/** A known slip: the list begins with the head of the free list (object 0) but is said to begin at 1. */
function startsOneTooHigh(source: ByteSource, { first, count, offset }: SubsectionHead): boolean {
  return first === 1 && count > 0 && latin1Text(source.read(offset, 18)) === "0000000000 65535 f";
}

function hasLawfulEntries(source: ByteSource, { count, offset }: SubsectionHead, end: number): boolean {
  if (count === 0) return true;
  if (end > source.size) return false;
  const lawful = [offset, end - ENTRY_BYTES].every((at) =>
    ENTRY.test(latin1Text(source.read(at, ENTRY_BYTES))),
  );
  if (!lawful) return false;
  const tail = source.read(end, 64);
  let at = 0;
  while (isWhiteSpace(tail[at])) at++;
  return at === tail.length || isDigit(tail[at]) || tail[at] === 0x74 || tail[at] === 0x25;
}

function readEntry(source: ByteSource, at: number): XrefEntry {
  const match = ENTRY.exec(latin1Text(source.read(at, ENTRY_BYTES)));
  if (!match) throw new SyntaxFault("xref entry", at);
  return entryOf(Number(match[1]), Number(match[2]), match[3] === "n");
}

/** An entry in use at offset 0 is one of a known faulty writer and means free. */
function entryOf(offset: number, generation: number, inUse: boolean): XrefEntry {
  return inUse && offset > 0 ? { kind: "offset", offset, generation } : { kind: "free", generation };
}

const LOOSE_PIECE = 64 * 1024;
const LOOSE = /\s*(\d{1,20})[ \t]+(\d{1,10})[ \t]*([nf])/y;

/** Entries of other lengths than 20 bytes, as some programs write them; fewer than announced are taken as they are. */
function readLooseEntries(source: ByteSource, { count, offset }: SubsectionHead) {
  const entries: XrefEntry[] = [];
  let end = offset;
  while (entries.length < count) {
    const text = latin1Text(source.read(end, LOOSE_PIECE));
    LOOSE.lastIndex = 0;
    let consumed = 0;
    for (let match = LOOSE.exec(text); match && entries.length < count; match = LOOSE.exec(text)) {
      entries.push(entryOf(Number(match[1]), Number(match[2]), match[3] === "n"));
      consumed = LOOSE.lastIndex;
    }
    if (consumed === 0) break;
    end += consumed;
  }
  return { entries, end };
}

function trailerStart(source: ByteSource, cursor: number): number {
  return parseAt(source, cursor, ({ lexer }) => cursor + lexer.next().start + "trailer".length);
}

export function readTrailer(source: ByteSource, at: number): Place<PdfDict> {
  return parseAt(source, at, (parser, window) => {
    const value = parser.value();
    if (value.kind !== "dict") throw new SyntaxFault("trailer", at);
    const text = window.slice(0, value.end);
    const owner = { number: 0, generation: 65535, value, text, at, streamAt: null };
    return { owner, value };
  });
}
