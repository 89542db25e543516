/** That the parts of a revision lie side by side, with nothing between them but white space and plain comments (rule R6). */

import type { ByteRange } from "../../bytes.ts";
import { latin1Text } from "../../pdf/characters.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import type { XrefSection } from "../../pdf/xref-section.ts";
import type { Part } from "./revision-objects.ts";

interface Tiling {
  readonly section: XrefSection;
  readonly parts: readonly Part[];
  readonly start: number;
}

const MAX_TABLE = 1024 * 1024;
const MAX_SLIP = 4;
const SPACE = /^[\0\t\n\f\r ]*$/;
const OBJECT_HEAD = /^[\0\t\n\f\r ]*\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj[\0\t\n\f\r ]*$/;
const OBJECT_TAIL = /^[\0\t\n\f\r ]*endobj[\0\t\n\f\r ]*$/;
const DATA_TAIL = /^[\t\n\r ]*endstream[\0\t\n\f\r ]+endobj[\0\t\n\f\r ]*$/;
const TABLE = /^xref[\0\t\n\f\r ]+[\d\0\t\n\f\r nf]*trailer[\0\t\n\f\r ]*<</;
const STREAM_TAIL = /^[\0\t\n\f\r ]*endstream[\0\t\n\f\r ]+endobj/;
/** One library writes its name before `startxref`: a comment of few letters that no search takes for anything else. */
const NAMED_END = /^[\t\n\r ]*%[A-Za-z]{1,20}-\d[\w.-]{0,24}[\r\n]+/;

/** Another one writes its own before the first object. */
const NAMED_START = /^[\t\n\r ]*% Written by [A-Za-z]{1,20} \d[\d.]{0,15}[\r\n]+[\t\n\r ]*$/;

/** From `start` to the cross-reference section. */
export function isTiled(document: PdfDocument, { section, parts, start }: Tiling): boolean {
  const text = (range: ByteRange) => textOf(document, range);
  let at = start;
  let gap = SPACE;
  for (const { object, dataEnd } of parts) {
    const offset = object.at ?? -1;
    const between = offset < at ? null : text({ start: at, end: offset });
    const isNamed = at === start && between !== null && NAMED_START.test(between);
    if (between === null || !(gap.test(between) || isNamed)) return false;
    if (!OBJECT_HEAD.test(latin1Text(object.text.subarray(0, object.value.start)))) return false;
    at = dataEnd ?? offset + object.value.end;
    gap = dataEnd === null ? OBJECT_TAIL : DATA_TAIL;
  }
  if (section.at < at || !gap.test(text({ start: at, end: section.at }))) return false;
  if (section.end - section.at > MAX_TABLE) return false;
  return section.kind === "stream" || TABLE.test(text({ start: section.at, end: section.end }));
}

/** The end of a revision, behind its `%%EOF`; null where something else follows its cross-reference. */
export function behindSection(document: PdfDocument, section: XrefSection): number | null {
  const rest = textOf(document, { start: section.end, end: Math.min(document.end, section.end + 256) });
  const own = section.kind === "stream" ? (STREAM_TAIL.exec(rest)?.[0] ?? null) : "";
  if (own === null) return null;
  const skipped = own.length + (NAMED_END.exec(rest.slice(own.length))?.[0].length ?? 0);
  const tail = /^[\0\t\n\f\r ]*startxref[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+%%EOF/.exec(rest.slice(skipped));
  return tail && leadsTo(document, document.xref.base + Number(tail[1]), section.at)
    ? section.end + skipped + tail[0].length
    : null;
}

/** Some programs point at the line break before it. */
function leadsTo(document: PdfDocument, offset: number, at: number): boolean {
  return offset <= at && at - offset <= MAX_SLIP && SPACE.test(textOf(document, { start: offset, end: at }));
}

/** Text of a range; of one that is longer than any lawful gap, something that matches nothing. */
function textOf(document: PdfDocument, { start, end }: ByteRange): string {
  if (end - start > MAX_TABLE) return "%";
  return latin1Text(document.source.read(start, end - start));
}
