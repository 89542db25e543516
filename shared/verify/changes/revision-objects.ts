/** What the cross-reference of one later revision names: objects, members of its object streams, freed numbers (rule R6). */

import type { PdfDocument } from "../../pdf/document.ts";
import { readIndirect } from "../../pdf/indirect.ts";
import { nameOf, type PdfObject } from "../../pdf/objects.ts";
import type { XrefEntry, XrefSection } from "../../pdf/xref-section.ts";
import { sameEntry } from "../two-readings.ts";

const MAX_OBJECTS = 5000;

export interface Part {
  readonly object: PdfObject;
  /** End of the data of a stream; null for everything else. */
  readonly dataEnd: number | null;
}

interface Defined {
  /** By their place in the file, object streams included, the cross-reference stream not. */
  readonly parts: readonly Part[];
  readonly objects: readonly PdfObject[];
  readonly structure: readonly number[];
  readonly freed: readonly number[];
}

/**
 * `view` is the file as it ended with this section. null where an entry leads to no object, or the section is of a kind
 * that readers take apart differently.
 */
export function definedIn(view: PdfDocument, section: XrefSection): Defined | null {
  if (section.oddities.length > 0 || !isPlain(section)) return null;
  const listed = entriesOf(section);
  if (!listed) return null;
  const parts = placedParts(view, section, listed);
  const members = parts && membersOf(view, parts, listed);
  if (!members) return null;
  const containers = parts.filter(isContainer).map(({ object }) => object.number);
  const own = ownNumber(section);
  return {
    parts: parts.toSorted((a, b) => (a.object.at ?? 0) - (b.object.at ?? 0)),
    objects: [...parts.filter((part) => !isContainer(part)).map(({ object }) => object), ...members],
    structure: own === null ? containers : [...containers, own],
    freed: listed
      .filter(({ entry, number }) => entry.kind === "free" && number !== own)
      .map(({ number }) => number),
  };
}

/** ISO 32000-2 7.5.8.4: no entries that only some readers see. One library writes each of its own a second time. */
function isPlain({ hidden, find }: XrefSection): boolean {
  if (!hidden) return true;
  const listed = hidden.oddities.length === 0 ? entriesOf(hidden) : null;
  return (
    listed?.every(({ number, entry }) => {
      const own = find(number);
      return own !== null && sameEntry(own, entry);
    }) ?? false
  );
}

interface Listed {
  readonly number: number;
  readonly entry: XrefEntry;
}

/** Object 0 heads the list of free objects in every table (ISO 32000-2 7.5.4). */
function entriesOf(section: XrefSection): Listed[] | null {
  const count = section.runs.reduce((sum, run) => sum + run.count, 0);
  if (count > MAX_OBJECTS) return null;
  const listed: Listed[] = [];
  for (const { first, count: length } of section.runs) {
    for (let number = first; number < first + length; number++) {
      const entry = section.find(number);
      if (!entry) return null;
      if (number > 0) listed.push({ number, entry });
      else if (entry.kind !== "free") return null;
    }
  }
  return listed;
}

/** 7.5.8.1: a cross-reference stream is an object too; it may list itself, some list it as free. */
function ownNumber({ kind, trailer }: XrefSection): number | null {
  return kind === "stream" ? trailer.owner.number : null;
}

function placedParts(view: PdfDocument, section: XrefSection, listed: readonly Listed[]): Part[] | null {
  const parts: Part[] = [];
  for (const { number, entry } of listed) {
    if (entry.kind !== "offset") continue;
    if (entry.offset === section.at && number === ownNumber(section)) continue;
    const object = readIndirect(view.source, entry.offset);
    if (object?.number !== number || object.generation !== entry.generation) return null;
    const dataEnd = object.streamAt === null ? null : exactEnd(view, object);
    if (dataEnd === undefined) return null;
    parts.push({ object, dataEnd });
  }
  return parts;
}

/** 7.3.8.2: Length says where the data ends; undefined where it does not. */
function exactEnd(view: PdfDocument, object: PdfObject): number | undefined {
  const { end, exact } = view.objects.streamExtent(object);
  return exact ? end : undefined;
}

function isContainer({ object }: Part): boolean {
  return (
    object.streamAt !== null &&
    object.value.kind === "dict" &&
    nameOf(object.value.entries.get("Type")) === "ObjStm"
  );
}

/** Objects inside object streams (7.5.7): each in a stream of this revision, each of its members named here, none twice. */
function membersOf(view: PdfDocument, parts: readonly Part[], listed: readonly Listed[]): PdfObject[] | null {
  const wanted = new Map<number, number>();
  for (const { number, entry } of listed)
    if (entry.kind === "compressed") wanted.set(number, entry.container);
  const members = [...wanted.keys()].map((number) => view.objects.load({ number, generation: 0 }));
  for (const { object } of parts.filter(isContainer)) {
    for (const number of view.objects.memberNumbers(object.number)) {
      if (wanted.get(number) !== object.number) return null;
      wanted.delete(number);
    }
  }
  const found = members.filter((member) => member !== null);
  return wanted.size === 0 && found.length === members.length ? found : null;
}
