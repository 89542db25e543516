/**
 * The revisions behind a signed range, every byte of them explained: objects that their cross-reference names, the
 * cross-reference, `startxref`, `%%EOF`, and white space between (rules R5 and R6). What a search for objects would find
 * beside them does not exist.
 */

import { SignError } from "../../errors.ts";
import { latin1Text } from "../../pdf/characters.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { SyntaxFault } from "../../pdf/lexer.ts";
import type { PdfObject } from "../../pdf/objects.ts";
import type { XrefSection } from "../../pdf/xref-section.ts";
import { definedIn } from "./revision-objects.ts";
import { behindSection, isTiled } from "./tiling.ts";

export interface LaterRevision {
  readonly section: XrefSection;
  /** Every object it defines but its own cross-reference stream and its object streams; members of those included. */
  readonly objects: readonly PdfObject[];
  /** Numbers of its cross-reference stream and its object streams: structure that nothing may refer to. */
  readonly structure: readonly number[];
  /** Numbers it calls free, but for the head of the list. */
  readonly freed: readonly number[];
  /** Its last byte that is no white space lies before `end`; everything up to the next revision's start is white space. */
  readonly end: number;
  readonly nextStart: number;
}

/** Why the later bytes are no revisions: something stands there that belongs to none, or a kind that is not judged. */
export type RevisionFault = "bytes-unexplained" | "revision-unjudged";

const MAX_REVISIONS = 200;
const MAX_GAP = 64 * 1024;

/** Oldest first. */
export function laterRevisions(document: PdfDocument, signedEnd: number): LaterRevision[] | RevisionFault {
  try {
    return explain(document, signedEnd);
  } catch (thrown) {
    if (thrown instanceof SignError || thrown instanceof SyntaxFault) return "revision-unjudged";
    throw thrown;
  }
}

function explain(document: PdfDocument, signedEnd: number): LaterRevision[] | RevisionFault {
  const later = document.xref.sections.filter((section) => section.at >= signedEnd).toReversed();
  if (later.length === 0) return "bytes-unexplained";
  if (later.length > MAX_REVISIONS || !continuesChain(document, signedEnd, later.length)) {
    return "revision-unjudged";
  }
  const revisions: (LaterRevision & { readonly start: number })[] = [];
  let start = signedEnd;
  for (const section of later) {
    const end = behindSection(document, section);
    if (end === null) return "bytes-unexplained";
    const defined = definedIn(document.at(end), section);
    if (!defined) return "revision-unjudged";
    const [first] = defined.parts;
    if (!isTiled(document, { section, parts: defined.parts, start })) return "bytes-unexplained";
    const { objects, structure, freed } = defined;
    const own = { section, objects, structure, freed, end, nextStart: document.end };
    revisions.push({ ...own, start: first?.object.at ?? section.at });
    start = end;
  }
  if (!isBlank(document, start)) return "bytes-unexplained";
  return revisions.map((revision, index) => ({
    ...revision,
    nextStart: revisions[index + 1]?.start ?? document.end,
  }));
}

/** Behind the later sections the chain is exactly that of the signed revision. */
function continuesChain(document: PdfDocument, signedEnd: number, count: number): boolean {
  const behind = document.xref.sections.slice(count);
  const signed = document.at(signedEnd).xref.sections;
  return (
    behind.length === signed.length && behind.every((section, index) => section.at === signed[index]?.at)
  );
}

const SPACE = /^[\0\t\n\f\r ]*$/;

/** Nothing but white space and NUL from `start` to the end of the file (rule R5). */
export function isBlank(document: PdfDocument, start: number, end = document.source.size): boolean {
  for (let at = start; at < end; at += MAX_GAP) {
    const piece = document.source.read(at, Math.min(MAX_GAP, end - at));
    if (!SPACE.test(latin1Text(piece))) return false;
  }
  return true;
}
