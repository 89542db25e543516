/** So many at once; who waits for a turn may leave the row at any time. */

import { fail } from "#shared/errors.ts";

export class Turns {
  #free: number;
  readonly #row: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** What `work` answers. USER_CANCELLED where the signal came before its turn; then `work` never begins. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) fail("USER_CANCELLED");
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    const call = await new Promise<() => void>((resolve) => {
      const own = () => resolve(own);
      this.#row.push(own);
      signal.addEventListener("abort", own, { once: true });
    });
    if (!signal.aborted) return;
    const place = this.#row.indexOf(call);
    if (place >= 0) this.#row.splice(place, 1);
    // Called up and stopped in one breath: the turn goes to the next.
    else this.#next();
    fail("USER_CANCELLED");
  }

  #next(): void {
    const call = this.#row.shift();
    if (call) call();
    else this.#free++;
  }
}
