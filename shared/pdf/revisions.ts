/** The revisions a file consists of (ISO 32000-2, 7.5.6), with their extents: what each appended, and where it ended. */

import type { ByteRange } from "#shared/bytes.ts";
import { latin1Text } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import type { XrefSection } from "./xref-section.ts";

export interface PdfRevision extends ByteRange {
  /** Cross-reference sections of this revision, newest first; two in a linearized file (annex F). */
  readonly sections: readonly XrefSection[];
}

/** Oldest first. A revision ends behind its `%%EOF` and the line break after it; `document.at(end)` opens it. */
export function revisionsOf(document: PdfDocument): PdfRevision[] {
  const revisions: PdfRevision[] = [];
  let start = 0;
  for (const sections of grouped(document.xref.sections)) {
    const end = endOf(document, Math.max(...sections.map((section) => section.end)));
    revisions.push({ start, end, sections });
    start = end;
  }
  return revisions;
}

/** A section whose Prev lies behind it belongs to the revision of that one: the front section of a linearized file. */
function grouped(sections: readonly XrefSection[]): XrefSection[][] {
  const groups: XrefSection[][] = [];
  for (const section of [...sections].reverse()) {
    const group = groups.at(-1);
    if (group && section.prev !== null && section.prev > section.at) group.unshift(section);
    else groups.push([section]);
  }
  return groups;
}

const TAIL_BYTES = 1024;

function endOf(document: PdfDocument, sectionEnd: number): number {
  const tail = document.source.read(sectionEnd, Math.min(TAIL_BYTES, document.end - sectionEnd));
  const at = latin1Text(tail).indexOf("%%EOF");
  if (at < 0) return document.end;
  let end = at + 5;
  if (tail[end] === 0x0d) end++;
  if (tail[end] === 0x0a) end++;
  return sectionEnd + end;
}
