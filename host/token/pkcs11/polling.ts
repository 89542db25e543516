/** Repeats a step with a pause after each, longer and longer while it fails. */

/** Longest pause as a multiple of the first. */
const LONGEST = 64;

export class Polling {
  readonly #step: () => Promise<unknown>;
  readonly #pause: number;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #isOn = false;
  #isBusy = false;

  /** @param pause milliseconds between the end of one step and the start of the next */
  constructor(pause: number, step: () => Promise<unknown>) {
    this.#pause = pause;
    this.#step = step;
  }

  start(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#failures = 0;
    // A step that still runs from an earlier start goes on as the first of this one.
    if (!this.#isBusy) void this.#run();
  }

  stop(): void {
    this.#isOn = false;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    try {
      await this.#step();
      this.#failures = 0;
    } catch {
      this.#failures++;
    }
    this.#isBusy = false;
    if (!this.#isOn) return;
    const pause = this.#pause * Math.min(2 ** this.#failures, LONGEST);
    this.#timer = setTimeout(() => void this.#run(), pause);
  }
}
