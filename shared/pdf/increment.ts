/**
 * One appended revision as bytes (ISO 32000-2, 7.5.6): new line, objects, cross-reference of the kind the file ends with,
 * trailer, `startxref`, `%%EOF`.
 */

import { concatBytes } from "#shared/bytes.ts";
import { latin1Bytes } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { deflate } from "./inflate.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { type Place, sourceText } from "./objects.ts";
import type { RevisedObject } from "./revision.ts";
import { nameText } from "./write-value.ts";

/** Where an object of the increment lies in the finished file. */
interface PlacedObject {
  readonly number: number;
  readonly generation: number;
  readonly offset: number;
}

export interface Increment {
  readonly bytes: Uint8Array;
  /** Offset in the finished file of the body of each object, by number. */
  readonly bodies: ReadonlyMap<number, number>;
}

/** LIMIT_EXCEEDED where the finished file would be longer than a table's ten digits can say. */
export function writeIncrement(document: PdfDocument, objects: readonly RevisedObject[]): Increment {
  const pieces: Uint8Array[] = [];
  let at = document.end;
  const push = (piece: Uint8Array) => {
    pieces.push(piece);
    at += piece.length;
  };
  if (!endsLine(document)) push(latin1Bytes("\n"));
  const placed: PlacedObject[] = [];
  const bodies = new Map<number, number>();
  for (const { number, generation, body } of objects) {
    placed.push({ number, generation, offset: at });
    push(latin1Bytes(`${number} ${generation} obj\n`));
    bodies.set(number, at);
    push(body);
    push(latin1Bytes("\nendobj\n"));
  }
  const isStream = document.xref.sections[0]?.kind === "stream";
  push(isStream ? streamSection(document, placed, at) : tableSection(document, placed));
  push(latin1Bytes(`startxref\n${sectionOffset(at, pieces)}\n%%EOF\n`));
  if (at > PDF_LIMITS.fileBytes) exceed("fileBytes");
  return { bytes: concatBytes(pieces), bodies };
}

/** The section is the last piece pushed. */
function sectionOffset(at: number, pieces: readonly Uint8Array[]): number {
  return at - (pieces.at(-1)?.length ?? 0);
}

function endsLine(document: PdfDocument): boolean {
  const [last] = document.source.read(document.end - 1, 1);
  return last === 0x0a || last === 0x0d;
}

/** Consecutive numbers share a subsection. */
function runsOf(objects: readonly PlacedObject[]): PlacedObject[][] {
  const runs: PlacedObject[][] = [];
  for (const object of objects) {
    const run = runs.at(-1);
    const previous = run?.at(-1);
    if (run && previous && previous.number + 1 === object.number) run.push(object);
    else runs.push([object]);
  }
  return runs;
}

/** Size, Prev, and what names the document; nothing else is carried over. */
function trailerEntries(document: PdfDocument, size: number): string {
  const kept = ["Root", "Info", "ID", "Encrypt"].map((key) => {
    const value = document.trailer.value.entries.get(key);
    if (!value) return "";
    const place: Place = { owner: document.trailer.owner, value };
    return `${nameText(key)} ${latin1(sourceText(place))}\n`;
  });
  return `/Size ${size}\n/Prev ${document.xref.startxref}\n${kept.join("")}`;
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function sizeAfter(document: PdfDocument, objects: readonly PlacedObject[]): number {
  return objects.reduce((size, { number }) => Math.max(size, number + 1), document.xref.size);
}

function tableSection(document: PdfDocument, objects: readonly PlacedObject[]): Uint8Array {
  const subsections = runsOf(objects).map((run) => {
    const rows = run.map(({ offset, generation }) => `${digits(offset, 10)} ${digits(generation, 5)} n\r\n`);
    return `${run[0]?.number} ${run.length}\n${rows.join("")}`;
  });
  const size = sizeAfter(document, objects);
  return latin1Bytes(`xref\n${subsections.join("")}trailer\n<<\n${trailerEntries(document, size)}>>\n`);
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

const TYPE_BYTES = 1;
const OFFSET_BYTES = 6;
const GENERATION_BYTES = 2;

/** 7.5.8: the stream lists itself too. */
function streamSection(document: PdfDocument, objects: readonly PlacedObject[], at: number): Uint8Array {
  const number = sizeAfter(document, objects);
  const all = [...objects, { number, generation: 0, offset: at }];
  const index = runsOf(all).map((run) => `${run[0]?.number} ${run.length}`);
  const data = deflate(concatBytes(all.map(rowOf)));
  const head =
    `${number} 0 obj\n<<\n/Type /XRef\n/W [${TYPE_BYTES} ${OFFSET_BYTES} ${GENERATION_BYTES}]\n` +
    `/Index [${index.join(" ")}]\n${trailerEntries(document, number + 1)}` +
    `/Filter /FlateDecode\n/Length ${data.length}\n>>\nstream\n`;
  return concatBytes([latin1Bytes(head), data, latin1Bytes("\nendstream\nendobj\n")]);
}

function rowOf({ offset, generation }: PlacedObject): Uint8Array {
  const row = new Uint8Array(TYPE_BYTES + OFFSET_BYTES + GENERATION_BYTES);
  row[0] = 1;
  bigEndian(row.subarray(TYPE_BYTES, TYPE_BYTES + OFFSET_BYTES), offset);
  bigEndian(row.subarray(TYPE_BYTES + OFFSET_BYTES), generation);
  return row;
}

/** Division, not shifts: offsets pass 2^32. */
function bigEndian(target: Uint8Array, value: number): void {
  let rest = value;
  for (let index = target.length - 1; index >= 0; index--) {
    target[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
