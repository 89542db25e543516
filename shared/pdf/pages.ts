/** The page tree (ISO 32000-2, 7.7.3): the first page for a new widget, and how many there are. */

import { fail } from "#shared/errors.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import type { ObjectReader } from "./object-reader.ts";
import { nameOf, naturalOf, objectKey, type PdfDict, type PdfObject, type Place } from "./objects.ts";

/** With more kids than this at the root, Count is believed: visiting all would read the whole file. */
const CHECKED_KIDS = 64;

/**
 * The first page; null where there is none. Kids that are no dictionaries are stepped over.
 * LIMIT_EXCEEDED where the tree is deeper than the limit.
 */
export function firstPage(objects: ObjectReader, catalog: Place<PdfDict>): Place<PdfDict> | null {
  for (const page of pagesOf(objects, catalog)) return page;
  return null;
}

/** From 1, from the end below 0: -1 is the last. INVALID_ARGUMENT {argument: "page"} where there is none of that number. */
export function pageByNumber(document: PageTree, number: number): Place<PdfDict> {
  const count = number < 0 ? document.pageCount + 1 : 0;
  const wanted = count + number;
  let at = 0;
  for (const page of pagesOf(document.objects, document.catalog)) if (++at === wanted) return page;
  return fail("INVALID_ARGUMENT", { argument: "page" });
}

interface PageTree {
  readonly objects: ObjectReader;
  readonly catalog: Place<PdfDict>;
  readonly pageCount: number;
}

/** All pages in order. */
export function* pagesOf(objects: ObjectReader, catalog: Place<PdfDict>): Generator<Place<PdfDict>> {
  for (const node of pageTreeOf(objects, catalog)) if (!isPageNode(node)) yield node;
}

/** Every node of the tree, pages among them; an inner node before its kids. */
export function* pageTreeOf(objects: ObjectReader, catalog: Place<PdfDict>): Generator<Place<PdfDict>> {
  const seen = new Set<string>();
  let visited = 0;
  function* walk(place: Place | null, depth: number): Generator<Place<PdfDict>> {
    if (place?.value.kind !== "dict") return;
    const node = place as Place<PdfDict>;
    if (++visited > PDF_LIMITS.pageNodes) exceed("pageNodes");
    if (depth > PDF_LIMITS.parents) exceed("parents");
    if (!isPageNode(node)) {
      yield node;
      return;
    }
    const key = positionKey(node);
    if (seen.has(key)) return;
    seen.add(key);
    yield node;
    for (const kid of objects.eachItem(objects.entry(node, "Kids"))) yield* walk(kid, depth + 1);
  }
  yield* walk(objects.entry(catalog, "Pages"), 0);
}

/** An inner node of the tree: it has Kids; Type is missing or wrong in many files. */
function isPageNode({ value }: Place<PdfDict>): boolean {
  return value.entries.has("Kids") && nameOf(value.entries.get("Type")) !== "Page";
}

function positionKey({ owner, value }: { owner: PdfObject; value: PdfDict }): string {
  return `${objectKey(owner)} ${value.start}`;
}

/** The number of pages: Count where the tree agrees with it as far as it is cheap to see, else counted one by one. */
export function countPages(objects: ObjectReader, catalog: Place<PdfDict>): number {
  const root = objects.entry(catalog, "Pages");
  const claimed = naturalOf(objects.entry(root, "Count")?.value);
  const kids = objects.entry(root, "Kids");
  const length = kids?.value.kind === "array" ? kids.value.items.length : 0;
  if (claimed !== null && claimed > 0 && length > CHECKED_KIDS && claimed >= length) return claimed;
  if (claimed !== null && claimed > 0 && length <= CHECKED_KIDS) {
    const sum = objects.items(kids).reduce((total, kid) => total + claimedPages(objects, kid), 0);
    if (sum === claimed) return claimed;
  }
  let count = 0;
  for (const _ of pagesOf(objects, catalog)) count++;
  return count;
}

function claimedPages(objects: ObjectReader, kid: Place | null): number {
  if (kid?.value.kind !== "dict") return 0;
  if (!isPageNode(kid as Place<PdfDict>)) return 1;
  return naturalOf(objects.entry(kid, "Count")?.value) ?? 0;
}
