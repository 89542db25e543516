/** A few document engines for many documents: each works on one at a time, so that a list of 200 does not start 200 workers. */

import { Engine } from "../../engine.ts";

/** One document is checked while another is prepared and a third waits for its signature. */
const ENGINES = 3;
/** So many that a token never waits, even where the disk or the browser pauses for some signatures. */
const ENGINES_OF_SMALL = 8;
/** An engine may hold a document in memory. */
const SMALL_BYTES = 16 * 1024 * 1024;

export class EnginePool {
  readonly #free: Engine[] = Array.from({ length: ENGINES }, () => new Engine());
  readonly #waiting: ((engine: Engine) => void)[] = [];
  #count = ENGINES;

  /** Before a run: more engines where none of its documents is large. @param largest bytes */
  prepareFor({ documents, largest }: { readonly documents: number; readonly largest: number }): void {
    const wanted = largest > SMALL_BYTES ? ENGINES : Math.min(documents, ENGINES_OF_SMALL);
    for (; this.#count < wanted; this.#count++) this.give(new Engine());
  }

  /** Waits for a free one; `give` it back. */
  take(): Promise<Engine> {
    const engine = this.#free.pop();
    if (engine !== undefined) return Promise.resolve(engine);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  give(engine: Engine): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(engine);
    else next(engine);
  }

  /** Ends the workers that nobody has now. */
  close(): void {
    for (const engine of this.#free.splice(0)) engine.close();
  }
}
