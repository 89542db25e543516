/** Opening a file whose cross-reference is broken, only where the caller allows it; never for a verdict. */

import { fail, SignError } from "#shared/errors.ts";
import { latin1Bytes } from "./characters.ts";
import type { ObjectReader } from "./object-reader.ts";
import { isDictPlace, type PdfDict, type Place } from "./objects.ts";
import { Parser } from "./parser.ts";
import type { FoundObjects } from "./repair-scan.ts";
import type { XrefChain } from "./xref-chain.ts";
import type { XrefEntry, XrefRun } from "./xref-section.ts";

/** Trailers and catalogs that are tried, newest first. */
const CANDIDATES = 16;

/**
 * Trailers that may lead to the document: those found, then one made up for each catalog. Where any of them encrypts the
 * file, only those that do: a revision without Encrypt would turn every page into noise.
 */
export function trailerCandidates(found: FoundObjects): Place<PdfDict>[] {
  const written = found.trailers.filter(({ value }) => value.entries.has("Root")).slice(0, CANDIDATES);
  const encrypting = written.filter(({ value }) => value.entries.has("Encrypt"));
  if (encrypting.length > 0) return encrypting;
  const made = found.catalogs.slice(0, CANDIDATES).map((number) => {
    const generation = found.entries.get(number)?.generation ?? 0;
    return trailerFor(number, generation);
  });
  return [...written, ...made];
}

function trailerFor(number: number, generation: number): Place<PdfDict> {
  const text = latin1Bytes(`<</Root ${number} ${generation} R>>`);
  const value = new Parser(text).value();
  const place = { owner: { number: 0, generation: 65535, value, text, at: null, streamAt: null }, value };
  return isDictPlace(place) ? place : fail("UNKNOWN_ERROR");
}

/** Adds the members of object streams for numbers that stand nowhere else; a later stream wins over an earlier one. */
export function addMembers(
  objects: ObjectReader,
  containers: readonly number[],
  entries: Map<number, XrefEntry>,
): void {
  for (const container of containers) {
    for (const [index, number] of membersOf(objects, container).entries()) {
      if (entries.get(number)?.kind !== "offset") {
        entries.set(number, { kind: "compressed", container, index });
      }
    }
  }
}

function membersOf(objects: ObjectReader, container: number): readonly number[] {
  try {
    return objects.memberNumbers(container);
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code === "PDF_BROKEN") return [];
    throw thrown;
  }
}

/** A chain of one section that says what was found; what is written behind it counts from `base`, the header. */
export function rebuiltChain(
  entries: ReadonlyMap<number, XrefEntry>,
  trailer: Place<PdfDict>,
  base: number,
): XrefChain {
  const numbers = [...entries.keys()].sort((a, b) => a - b);
  const compressed = [...entries.values()].some(({ kind }) => kind === "compressed");
  const section = {
    kind: compressed ? ("stream" as const) : ("table" as const),
    at: 0,
    end: 0,
    trailer,
    runs: runsOf(numbers),
    prev: null,
    hidden: null,
    oddities: ["repaired" as const],
    find: (number: number) => entries.get(number) ?? null,
  };
  return { base, startxref: 0, sections: [section], size: (numbers.at(-1) ?? 0) + 1, oddities: ["repaired"] };
}

function runsOf(numbers: readonly number[]): XrefRun[] {
  const runs: { first: number; count: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.first + run.count === number) run.count++;
    else runs.push({ first: number, count: 1 });
  }
  return runs;
}
