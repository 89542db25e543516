/** What one cross-reference section says, whichever way it is written (ISO 32000-2, 7.5.4 and 7.5.8). */

import { naturalOf, type PdfDict, type PdfValue, type Place } from "./objects.ts";

export type XrefEntry =
  | { readonly kind: "free"; readonly generation: number }
  | { readonly kind: "offset"; readonly offset: number; readonly generation: number }
  | { readonly kind: "compressed"; readonly container: number; readonly index: number };

/** What is odd in a file but can be read; a verdict may take some of them for suspicious. */
export type Oddity =
  /** Prev leads back to a section already read. */
  | "xref-loop"
  /** One section says two things of one number. */
  | "xref-overlap"
  /** Bytes stand before the header, and offsets count from it. */
  | "offsets-from-header"
  /** Entries are not 20 bytes long. */
  | "xref-entries"
  /** The first subsection is said to begin at 1 and begins with object 0. */
  | "xref-starts-at-one"
  /** A cross-reference stream has fewer rows than its Index. */
  | "xref-rows-missing"
  | "xref-row-type"
  /** Size is missing, or less than a number the section names: such an object some readers ignore, as 7.5.5 says, others use. */
  | "xref-size"
  /** Length of a stream is missing or wrong. */
  | "stream-length"
  /** Flate data cut, damaged, or without its checksum. */
  | "stream-damaged"
  /** A dictionary that was read has the key asked for twice: two readings. */
  | "repeated-key"
  | "repaired";

/** Consecutive object numbers of one section. */
export interface XrefRun {
  readonly first: number;
  readonly count: number;
}

export interface XrefSection {
  readonly kind: "table" | "stream";
  /** Offset of `xref`, or of the object of a cross-reference stream. */
  readonly at: number;
  /** Offset behind the trailer dictionary, or behind the stream's data. */
  readonly end: number;
  readonly trailer: Place<PdfDict>;
  readonly runs: readonly XrefRun[];
  readonly prev: number | null;
  /** The stream a hybrid table names with XRefStm (7.5.8.4). */
  readonly hidden: XrefSection | null;
  readonly oddities: readonly Oddity[];
  /** What this section itself says of a number, without its hidden stream; null where it says nothing. */
  find(number: number): XrefEntry | null;
}

/** Prev or XRefStm as an offset. Some writers say 0 for none: at 0 stands the header, never a section. */
export function linkOf(value: PdfValue | undefined): number | null {
  return naturalOf(value) || null;
}

/** Whether Size is there and above every number the section names (7.5.5). */
export function hasSize({ entries }: PdfDict, runs: readonly XrefRun[]): boolean {
  const size = naturalOf(entries.get("Size"));
  return size !== null && runs.every(({ first, count }) => count === 0 || first + count <= size);
}

/** Finds the run of a number; sorted once, so that tables of many small subsections stay fast. */
export class RunIndex<T extends XrefRun> {
  private readonly sorted: readonly T[];

  constructor(runs: readonly T[]) {
    this.sorted = runs.filter((run) => run.count > 0).sort((a, b) => a.first - b.first);
  }

  /** True where two runs name the same number: two readings of one section. */
  get overlapping(): boolean {
    return this.sorted.some((run, index) => {
      const next = this.sorted[index + 1];
      return next !== undefined && next.first < run.first + run.count;
    });
  }

  find(number: number): T | null {
    let low = 0;
    let high = this.sorted.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const run = this.sorted[middle];
      if (!run) return null;
      if (number < run.first) high = middle - 1;
      else if (number >= run.first + run.count) low = middle + 1;
      else return run;
    }
    return null;
  }
}

/** What a whole chain says of a number: newest section first; a hybrid's hidden stream before its Prev. */
export function findEntry(sections: readonly XrefSection[], number: number): XrefEntry | null {
  for (const section of sections) {
    const own = section.find(number);
    if (own && own.kind !== "free") return own;
    const entry = section.hidden?.find(number) ?? own;
    if (entry) return entry;
  }
  return null;
}
