/** What came after the signatures, numbered as in the list and on the pages. Pure. */

import type { Change, FileVerdict } from "#shared/verify/verdict.ts";

interface ChangeLine {
  /** From 1. */
  readonly number: number;
  readonly change: Change;
}

export interface ChangeList {
  /** `bad`: not allowed; `caution`: cannot be judged; `good`: each one is allowed. */
  readonly tone: "bad" | "caution" | "good";
  readonly lines: readonly ChangeLine[];
}

const TONES = { forbidden: "bad", undetermined: "caution", permitted: "good" } as const;

/** The changes behind the worst that is said of any signature; those of the others would only hide them. Each stands once. */
export function changesOf({ signatures }: FileVerdict): ChangeList {
  for (const weight of ["forbidden", "undetermined", "permitted"] as const) {
    const items = signatures
      .filter(({ changes }) => changes === weight)
      .flatMap(({ changeList }) => changeList);
    if (items.length > 0) return { tone: TONES[weight], lines: numbered(items) };
  }
  return { tone: "good", lines: [] };
}

function numbered(items: readonly Change[]): ChangeLine[] {
  const once = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...once.values()].map((change, index) => ({ number: index + 1, change }));
}
