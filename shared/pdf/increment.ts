/**
 * One appended revision as bytes (ISO 32000-2, 7.5.6): new line, objects, cross-reference of the kind the file ends with,
 * trailer, `startxref`, `%%EOF`.
 */

import { concatBytes } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { deflate } from "./inflate.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { sourceText } from "./objects.ts";
import type { RevisedObject } from "./revision.ts";
import type { XrefEntry } from "./xref-section.ts";

/** What the new section says of one number. */
interface Row {
  readonly number: number;
  readonly entry: XrefEntry;
}

export interface Increment {
  readonly bytes: Uint8Array;
  /** Offset in the finished file of the body of each object, by number. */
  readonly bodies: ReadonlyMap<number, number>;
}

/** LIMIT_EXCEEDED where the finished file would be longer than a table's ten digits can say. */
export function writeIncrement(document: PdfDocument, objects: readonly RevisedObject[]): Increment {
  const pieces: Uint8Array[] = endsLine(document) ? [] : [latin1Bytes("\n")];
  let at = document.end + (pieces[0]?.length ?? 0);
  const rows: Row[] = [];
  const bodies = new Map<number, number>();
  for (const { number, generation, body } of objects) {
    const head = latin1Bytes(`${number} ${generation} obj\n`);
    rows.push({ number, entry: { kind: "offset", offset: at, generation } });
    bodies.set(number, at + head.length);
    const object = concatBytes([head, body, latin1Bytes("\nendobj\n")]);
    pieces.push(object);
    at += object.length;
  }
  pieces.push(writeSection(document, [...knownRows(document, bodies), ...rows], at));
  pieces.push(latin1Bytes(`startxref\n${at - document.xref.base}\n%%EOF\n`));
  const bytes = concatBytes(pieces);
  if (document.end + bytes.length > PDF_LIMITS.fileBytes) exceed("fileBytes");
  return { bytes, bodies };
}

function endsLine(document: PdfDocument): boolean {
  const [last] = document.source.read(document.end - 1, 1);
  return last === 0x0a || last === 0x0d;
}

/** After repair the new section stands for the whole file, without Prev: everything found, led by the free object 0. */
function knownRows(document: PdfDocument, changed: ReadonlyMap<number, number>): Row[] {
  const [section] = document.xref.sections;
  if (!document.repaired || !section) return [];
  const rows: Row[] = [{ number: 0, entry: { kind: "free", generation: 65535 } }];
  for (const { first, count } of section.runs) {
    for (let number = Math.max(1, first); number < first + count; number++) {
      const entry = section.find(number);
      if (entry && !changed.has(number)) rows.push({ number, entry });
    }
  }
  return rows;
}

/** The kind of the last section goes on (7.5.8.4: a hybrid file gets a table). */
function writeSection(document: PdfDocument, unordered: readonly Row[], at: number): Uint8Array {
  const { base } = document.xref;
  const rows = unordered.map((row) => counted(row, base)).sort((a, b) => a.number - b.number);
  const size = rows.reduce((most, { number }) => Math.max(most, number + 1), document.xref.size);
  return document.xref.sections[0]?.kind === "stream"
    ? streamSection(document, { rows, size, at: at - base })
    : tableSection(document, { rows, size, at: at - base });
}

/** As offsets count in this file. */
function counted({ number, entry }: Row, base: number): Row {
  return { number, entry: entry.kind === "offset" ? { ...entry, offset: entry.offset - base } : entry };
}

interface NewSection {
  readonly rows: readonly Row[];
  readonly size: number;
  /** Offset of the section, as offsets count in this file. */
  readonly at: number;
}

/** Consecutive numbers share a subsection. */
function runsOf(rows: readonly Row[]): { first: number; rows: Row[] }[] {
  const runs: { first: number; rows: Row[] }[] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && run.first + run.rows.length === row.number) run.rows.push(row);
    else runs.push({ first: row.number, rows: [row] });
  }
  return runs;
}

/** Size, Prev, and what names the document; nothing else is carried over. */
function trailerEntries(document: PdfDocument, size: number): string {
  const previous = document.repaired ? "" : `/Prev ${document.xref.startxref}\n`;
  const kept = ["Root", "Info", "ID", "Encrypt"].map((key) => {
    const value = document.trailer.value.entries.get(key);
    if (!value) return "";
    return `/${key} ${latin1Text(sourceText({ owner: document.trailer.owner, value }))}\n`;
  });
  return `/Size ${size}\n${previous}${kept.join("")}`;
}

function tableSection(document: PdfDocument, { rows, size }: NewSection): Uint8Array {
  const subsections = runsOf(rows).map(
    (run) => `${run.first} ${run.rows.length}\n${run.rows.map(({ entry }) => tableRow(entry)).join("")}`,
  );
  return latin1Bytes(`xref\n${subsections.join("")}trailer\n<<\n${trailerEntries(document, size)}>>\n`);
}

/** 7.5.4: exactly 20 bytes. */
function tableRow(entry: XrefEntry): string {
  const [offset, generation] = entry.kind === "offset" ? [entry.offset, entry.generation] : [0, 65535];
  const state = entry.kind === "offset" ? "n" : "f";
  return `${String(offset).padStart(10, "0")} ${String(generation).padStart(5, "0")} ${state}\r\n`;
}

/** Bytes of type, of offset or container, of generation or index. */
const WIDTHS = [1, 6, 4] as const;

/** 7.5.8: the stream lists itself too. */
function streamSection(document: PdfDocument, { rows, size, at }: NewSection): Uint8Array {
  const own: Row = { number: size, entry: { kind: "offset", offset: at, generation: 0 } };
  const all = [...rows, own];
  const index = runsOf(all).map((run) => `${run.first} ${run.rows.length}`);
  const data = deflate(concatBytes(all.map(({ entry }) => streamRow(entry))));
  const head =
    `${size} 0 obj\n<<\n/Type /XRef\n/W [${WIDTHS.join(" ")}]\n/Index [${index.join(" ")}]\n` +
    `${trailerEntries(document, size + 1)}/Filter /FlateDecode\n/Length ${data.length}\n>>\nstream\n`;
  return concatBytes([latin1Bytes(head), data, latin1Bytes("\nendstream\nendobj\n")]);
}

/** Table 18. */
function streamRow(entry: XrefEntry): Uint8Array {
  switch (entry.kind) {
    case "free":
      return fields(0, 0, entry.generation);
    case "offset":
      return fields(1, entry.offset, entry.generation);
    case "compressed":
      return fields(2, entry.container, entry.index);
  }
}

/** Division, not shifts: offsets pass 2^32. */
function fields(...values: [number, number, number]): Uint8Array {
  const row = new Uint8Array(WIDTHS.reduce((sum, width) => sum + width, 0));
  let end = 0;
  for (const [index, width] of WIDTHS.entries()) {
    end += width;
    let rest = values[index] ?? 0;
    for (let at = end - 1; at >= end - width; at--) {
      row[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  return row;
}
