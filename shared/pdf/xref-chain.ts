/** From `startxref` through every Prev: the sections that make up a file, newest first (ISO 32000-2, 7.5.5 and 7.5.6). */

import type { ByteSource } from "#shared/bytes.ts";
import { isWhiteSpace, lastIndexOfBytes, latin1Bytes, latin1Text } from "./characters.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { naturalOf } from "./objects.ts";
import { linkOf, type Oddity, type XrefSection } from "./xref-section.ts";
import { readXrefStream } from "./xref-stream.ts";
import { readTable } from "./xref-table.ts";

export interface XrefChain {
  /** What every offset in the file counts from: 0, or the header where other bytes stand before it and the writer did not know. */
  readonly base: number;
  /** The number behind the last `startxref`: Prev of the next increment. */
  readonly startxref: number;
  readonly sections: readonly XrefSection[];
  /** First object number that no section uses. */
  readonly size: number;
  readonly oddities: readonly Oddity[];
}

const STARTXREF = latin1Bytes("startxref");
/** It is looked for in this many bytes before the end: some files carry thousands of NULs behind %%EOF. */
const TAIL_BYTES = 64 * 1024;

/** Sections read before, by offset: revisions of one file share them. */
export type KnownSections = Map<number, XrefSection>;

export interface ChainRequest {
  /** Default: none. */
  readonly known?: KnownSections;
  /** Default 0. */
  readonly base?: number;
}

/** Throws SyntaxFault where a link of the chain is no section, LIMIT_EXCEEDED above the limit of revisions. */
export function readXrefChain(source: ByteSource, request: ChainRequest = {}): XrefChain {
  const { known = new Map(), base = 0 } = request;
  const startxref = findStartxref(source);
  const sections: XrefSection[] = [];
  const seen = new Set<number>();
  const oddities = new Set<Oddity>();
  if (base > 0) oddities.add("offsets-from-header");
  for (let at: number | null = base + startxref; at !== null; ) {
    if (seen.has(at)) {
      oddities.add("xref-loop");
      break;
    }
    seen.add(at);
    if (sections.length >= PDF_LIMITS.revisions) exceed("revisions");
    const section = sectionAt(source, at, { known, base });
    sections.push(section);
    for (const oddity of [...section.oddities, ...(section.hidden?.oddities ?? [])]) oddities.add(oddity);
    at = section.prev;
  }
  return { base, startxref, sections, size: sizeOf(sections), oddities: [...oddities] };
}

function findStartxref(source: ByteSource): number {
  const start = Math.max(0, source.size - TAIL_BYTES);
  const tail = source.read(start, TAIL_BYTES);
  const at = lastIndexOfBytes(tail, STARTXREF);
  const text = at < 0 ? "" : latin1Text(tail.subarray(at, at + 64));
  const match = /^startxref[\s\0]*(\d{1,15})/.exec(text);
  if (!match) throw new SyntaxFault("no startxref", source.size);
  return Number(match[1]);
}

/** A known section counts only where it lies wholly before the end of this source. */
function sectionAt(source: ByteSource, at: number, { known, base }: Required<ChainRequest>): XrefSection {
  const found = known.get(at);
  if (found && Math.max(found.end, found.hidden?.end ?? 0) <= source.size) return found;
  const section = counted(withHidden(source, readSection(source, at), base), base);
  known.set(at, section);
  return section;
}

function readSection(source: ByteSource, offset: number): XrefSection {
  const head = source.read(offset, 64);
  let skip = 0;
  while (isWhiteSpace(head[skip])) skip++;
  const at = offset + skip;
  if (latin1Text(head.subarray(skip, skip + 4)) === "xref") return readTable(source, at);
  return readXrefStream(source, at);
}

/** 7.5.8.4: a hybrid table hides entries in a stream that older readers do not know. */
function withHidden(source: ByteSource, section: XrefSection, base: number): XrefSection {
  const at = linkOf(section.trailer.value.entries.get("XRefStm"));
  if (section.kind !== "table" || at === null) return section;
  return { ...section, hidden: counted(readXrefStream(source, base + at), base) };
}

/** The section as if its offsets counted from the first byte, as everything else here does. */
function counted(section: XrefSection, base: number): XrefSection {
  if (base === 0) return section;
  return {
    ...section,
    prev: section.prev === null ? null : base + section.prev,
    find(number) {
      const entry = section.find(number);
      return entry?.kind === "offset" ? { ...entry, offset: base + entry.offset } : entry;
    },
  };
}

/** Of a file that uses the highest lawful number: it can be read, though nothing can be added. */
const HIGHEST_SIZE = PDF_LIMITS.objectNumber + 1;

/** A Size beyond any lawful number is no reason to number new objects there. */
function sizeOf(sections: readonly XrefSection[]): number {
  let size = 1;
  for (const section of sections.flatMap((own) => (own.hidden ? [own, own.hidden] : [own]))) {
    const named = naturalOf(section.trailer.value.entries.get("Size")) ?? 0;
    if (named <= HIGHEST_SIZE) size = Math.max(size, named);
    for (const run of section.runs) if (run.count > 0) size = Math.max(size, run.first + run.count);
  }
  if (size > HIGHEST_SIZE) exceed("objectNumber");
  return size;
}
