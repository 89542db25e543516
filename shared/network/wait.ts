/** How long one exchange may take: a service must begin to answer soon, and may then take its time for what is long. */

/** A list of some megabytes on a slow line. */
const LONGER = 6;

export class Wait {
  readonly #controller = new AbortController();
  readonly #patience: number;
  readonly #leave: () => void;
  readonly #caller: AbortSignal | undefined;
  #timer: unknown;
  #isOver = false;

  /** @param patience milliseconds to the begin of an answer; `caller` ends it, too */
  constructor(patience: number, caller?: AbortSignal) {
    this.#patience = patience;
    this.#caller = caller;
    this.#leave = () => this.#controller.abort();
    if (caller?.aborted) this.#leave();
    caller?.addEventListener("abort", this.#leave, { once: true });
    this.#start(patience);
  }

  /** Aborted when the time is over, or the caller gave up. */
  get signal(): AbortController["signal"] {
    return this.#controller.signal;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The answer has begun. */
  extend(): void {
    clearTimeout(this.#timer);
    this.#start(LONGER * this.#patience);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#leave);
  }

  #start(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#leave();
    }, milliseconds);
  }
}
