/** The documents a user agreed to sign, and how often each may still be signed. */

import { fail } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import type { Item } from "#shared/protocol/messages.ts";

export class ItemLedger {
  readonly #left = new Map<string, number>();

  /** Errors: BATCH_CONFLICT {item} where one is listed already, LIMIT_EXCEEDED; nothing is listed then. */
  add(items: readonly Item[]): void {
    const seen = new Set(this.#left.keys());
    for (const { item } of items) {
      if (seen.has(item)) fail("BATCH_CONFLICT", { item });
      seen.add(item);
    }
    if (seen.size > LIMITS.sessionItems) fail("LIMIT_EXCEEDED", { limit: "sessionItems" });
    for (const { item, signatures } of items) this.#left.set(item, signatures);
  }

  /** Takes one signature off. Errors: JOB_NOT_FOUND for an item nobody listed, BATCH_CONFLICT for one that is used up. */
  take(item: string): void {
    const left = this.#left.get(item);
    if (left === undefined) fail("JOB_NOT_FOUND", { item });
    if (left === 0) fail("BATCH_CONFLICT", { item });
    this.#left.set(item, left - 1);
  }

  /** A try that failed is not counted. */
  giveBack(item: string): void {
    this.#left.set(item, (this.#left.get(item) ?? 0) + 1);
  }

  get isFinished(): boolean {
    return [...this.#left.values()].every((left) => left === 0);
  }
}
