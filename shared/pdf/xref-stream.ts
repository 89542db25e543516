/** Cross-reference streams (ISO 32000-2, 7.5.8). */

import type { ByteSource } from "#shared/bytes.ts";
import { decodeStream } from "./filters.ts";
import { readIndirect, streamExtent } from "./indirect.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { nameOf, naturalOf, type PdfDict, type PdfValue } from "./objects.ts";
import {
  hasSize,
  linkOf,
  type Oddity,
  RunIndex,
  type XrefEntry,
  type XrefRun,
  type XrefSection,
} from "./xref-section.ts";

interface StreamRun extends XrefRun {
  /** Row of the first entry in the decoded data. */
  readonly row: number;
}

interface Rows {
  readonly data: Uint8Array;
  readonly widths: readonly [number, number, number];
}

/** The cross-reference stream whose object starts at `at`. Throws SyntaxFault where it is none. */
export function readXrefStream(source: ByteSource, at: number): XrefSection {
  const object = readIndirect(source, at);
  const dict = object?.value;
  if (
    !object ||
    dict?.kind !== "dict" ||
    object.streamAt === null ||
    nameOf(dict.entries.get("Type")) !== "XRef"
  ) {
    throw new SyntaxFault("no cross-reference stream", at);
  }
  const extent = streamExtent(source, object.streamAt, naturalOf(dict.entries.get("Length")));
  const raw = source.read(extent.start, extent.end - extent.start);
  const { bytes: data, complete } = decodeStream({ raw, dict, resolve: (value) => value, source });
  const runs = runsOf(dict);
  const rows = { data, widths: widthsOf(dict) };
  const index = new RunIndex(runs);
  return {
    kind: "stream",
    at,
    end: extent.end,
    trailer: { owner: object, value: dict },
    runs,
    prev: linkOf(dict.entries.get("Prev")),
    hidden: null,
    oddities: odditiesOf(rows, runs, {
      exact: extent.exact,
      complete,
      overlapping: index.overlapping,
      sized: hasSize(dict, runs),
    }),
    find(number) {
      const run = index.find(number);
      return run ? entryAt(rows, run.row + number - run.first) : null;
    },
  };
}

interface StreamState {
  readonly exact: boolean;
  readonly complete: boolean;
  readonly overlapping: boolean;
  readonly sized: boolean;
}

function odditiesOf(rows: Rows, runs: readonly StreamRun[], state: StreamState): Oddity[] {
  const last = runs.at(-1);
  const rowBytes = rows.widths.reduce((sum, width) => sum + width, 0);
  const missing = last !== undefined && (last.row + last.count) * rowBytes > rows.data.length;
  const oddities: Oddity[] = [];
  if (!state.exact) oddities.push("stream-length");
  if (!state.complete) oddities.push("stream-damaged");
  if (state.overlapping) oddities.push("xref-overlap");
  if (!state.sized) oddities.push("xref-size");
  if (missing) oddities.push("xref-rows-missing");
  if (hasUnknownType(rows, last ? last.row + last.count : 0)) oddities.push("xref-row-type");
  return oddities;
}

/** Table 18: readers do not agree on what is of no known type. */
function hasUnknownType({ data, widths: [type, second, third] }: Rows, count: number): boolean {
  const width = type + second + third;
  const rows = Math.min(count, Math.floor(data.length / width));
  for (let row = 0; type > 0 && row < rows; row++) if (bigEndian(data, row * width, type) > 2) return true;
  return false;
}

function widthsOf(dict: PdfDict): [number, number, number] {
  const widths = dict.entries.get("W");
  const [type, second, third] = widths?.kind === "array" ? widths.items.map(naturalOf) : [];
  const lawful = [type, second, third].every((width) => typeof width === "number" && width <= 8);
  if (!lawful || typeof type !== "number" || typeof second !== "number" || typeof third !== "number") {
    throw new SyntaxFault("W of a cross-reference stream", 0);
  }
  if (type + second + third === 0) throw new SyntaxFault("W of a cross-reference stream", 0);
  return [type, second, third];
}

/** Index runs; without one the stream holds every number below Size. */
function runsOf(dict: PdfDict): StreamRun[] {
  const index = dict.entries.get("Index");
  const numbers =
    index?.kind === "array" ? index.items.map(naturalOf) : [0, sizeOf(dict.entries.get("Size"))];
  if (numbers.length / 2 > PDF_LIMITS.subsections) exceed("subsections");
  const runs: StreamRun[] = [];
  let row = 0;
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const [first, count] = [numbers[at], numbers[at + 1]];
    if (typeof first !== "number" || typeof count !== "number") throw new SyntaxFault("Index", 0);
    runs.push({ first, count, row });
    row += count;
  }
  return runs;
}

function sizeOf(value: PdfValue | undefined): number {
  const size = naturalOf(value);
  if (size === null) throw new SyntaxFault("Size of a cross-reference stream", 0);
  return size;
}

/** Table 18: a missing first field means type 1; a type that is not known means null. */
function entryAt({ data, widths: [type, second, third] }: Rows, row: number): XrefEntry | null {
  const at = row * (type + second + third);
  if (at + type + second + third > data.length) return null;
  const kind = type === 0 ? 1 : bigEndian(data, at, type);
  const a = bigEndian(data, at + type, second);
  const b = bigEndian(data, at + type + second, third);
  if (kind === 1) return { kind: "offset", offset: a, generation: b };
  if (kind === 2) return { kind: "compressed", container: a, index: b };
  return { kind: "free", generation: b };
}

/** Multiplication, not shifts: offsets pass 2^32. */
function bigEndian(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index++) value = value * 256 + (data[at + index] ?? 0);
  return value;
}
