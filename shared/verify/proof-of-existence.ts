/** Proofs of existence (EN 319 102-1 5.6.2.3): since when each object is known to have existed, by time-stamps that hold. */

import { toHex } from "../bytes.ts";
import { hashOf } from "../signature/hash.ts";

/** Of signature values, certificates, CRLs and OCSP responses, each named by its bytes. */
export class ProofsOfExistence {
  readonly #earliest = new Map<string, Date>();
  readonly #now: Date;

  /** @param now the time of judging: whatever is judged is known to exist then. */
  constructor(now: Date) {
    this.#now = now;
  }

  /** Only for a time-stamp that is itself judged to hold, over exactly these bytes; one of a later time proves nothing more. */
  add(objects: Iterable<Uint8Array>, time: Date): void {
    if (time > this.#now) return;
    for (const bytes of objects) {
      const key = keyOf(bytes);
      const known = this.#earliest.get(key);
      if (!known || time < known) this.#earliest.set(key, time);
    }
  }

  /** The earliest proven time; null: only that it exists now. */
  of(bytes: Uint8Array): Date | null {
    return this.#earliest.get(keyOf(bytes)) ?? null;
  }

  /** Whether the object is known to have existed at `time`, or `time` is not before `now`. */
  existedBy(bytes: Uint8Array, time: Date, now: Date): boolean {
    const proven = this.of(bytes) ?? now;
    return proven <= time;
  }
}

/** Lists can be large and are asked about often. */
const keys = new WeakMap<Uint8Array, string>();

function keyOf(bytes: Uint8Array): string {
  const key = keys.get(bytes) ?? toHex(hashOf("sha256", bytes));
  keys.set(bytes, key);
  return key;
}
