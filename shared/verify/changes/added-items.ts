/** What an array has now beside what it had: the old items stay in their order, new ones come behind or between. */

import type { PdfValue } from "../../pdf/objects.ts";
import type { Pair } from "./changed-object.ts";
import { type Seen, sameValue } from "./same-value.ts";

interface Difference {
  readonly items: readonly PdfValue[];
  readonly removed: readonly PdfValue[];
}

/** null where one of the two is no array, or the old items stand in another order, or new ones before them. */
export function addedItems({ old, now }: Pair): Difference | null {
  const [before, after] = [itemsOf(old), itemsOf(now)];
  if (!before || !after) return null;
  const removed: PdfValue[] = [];
  let at = 0;
  for (const value of before) {
    const item = after[at];
    if (item && sameValue({ ...old, value }, { ...now, value: item })) at++;
    else removed.push(value);
  }
  const items = after.slice(at);
  const isOld = (item: PdfValue) =>
    before.some((value) => sameValue({ ...old, value }, { ...now, value: item }));
  return items.some(isOld) ? null : { items, removed };
}

function itemsOf({ value }: Seen): readonly PdfValue[] | null {
  return value.kind === "array" ? value.items : null;
}
