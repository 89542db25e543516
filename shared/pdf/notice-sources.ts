/** Where a document keeps what may run: actions in their chains (ISO 32000-2, 12.6) and name trees (7.9.6). */

import { exceed, PDF_LIMITS } from "./limits.ts";
import type { ObjectReader } from "./object-reader.ts";
import { isDictPlace, nameOf, objectKey, type PdfDict, type Place } from "./objects.ts";
import { decodeTextString } from "./text-string.ts";

/** Actions of one chain, and nodes of one name tree. */
const MAX_NODES = 10_000;

/**
 * The types (S) of the actions that a dictionary leads to: itself where it is an action, A, OpenAction, and each of AA, with every Next.
 * Each action is met once.
 */
export function actionTypes(objects: ObjectReader, holder: Place | null): string[] {
  if (!isDictPlace(holder)) return [];
  const additional = objects.entry(holder, "AA");
  const triggers = isDictPlace(additional)
    ? [...additional.value.entries.keys()].map((key) => objects.entry(additional, key))
    : [];
  const waiting = [...triggers, objects.entry(holder, "A"), objects.entry(holder, "OpenAction")];
  if (holder.value.entries.has("S")) waiting.push(holder);
  const types: string[] = [];
  const seen = new Set<string>();
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (!isDictPlace(place) || !isNew(seen, place)) continue;
    const type = nameOf(objects.entry(place, "S")?.value);
    if (type !== null) types.push(type);
    const next = objects.entry(place, "Next");
    waiting.push(...(isDictPlace(next) ? [next] : objects.items(next)));
  }
  return types;
}

function isNew(seen: Set<string>, { owner, value }: Place<PdfDict>): boolean {
  const key = `${objectKey(owner)} ${value.start}`;
  if (seen.has(key)) return false;
  if (seen.size >= MAX_NODES) exceed("fields");
  seen.add(key);
  return true;
}

/** The names of a name tree in its order; empty where there is no tree. LIMIT_EXCEEDED for one that is too deep or too large. */
export function namedEntries(objects: ObjectReader, root: Place | null): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  const walk = (node: Place | null, depth: number): void => {
    if (!isDictPlace(node) || !isNew(seen, node)) return;
    if (depth > PDF_LIMITS.parents) exceed("parents");
    const pairs = objects.items(objects.entry(node, "Names"));
    for (let index = 0; index + 1 < pairs.length; index += 2) {
      const bytes = objects.stringBytes(pairs[index] ?? null);
      names.push(bytes === null ? "" : decodeTextString(bytes));
    }
    for (const kid of objects.items(objects.entry(node, "Kids"))) walk(kid, depth + 1);
  };
  walk(root, 0);
  return names;
}
