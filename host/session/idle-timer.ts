/** Runs out when nothing happened for a while; holds still while work is going on. */

export class IdleTimer {
  readonly #milliseconds: number;
  readonly #onIdle: () => void;
  #timer: NodeJS.Timeout | undefined;
  #working = 0;

  constructor(seconds: number, onIdle: () => void) {
    this.#milliseconds = seconds * 1000;
    this.#onIdle = onIdle;
    this.#restart();
  }

  get isHeld(): boolean {
    return this.#working > 0;
  }

  begin(): void {
    this.#working += 1;
    clearTimeout(this.#timer);
  }

  end(): void {
    this.#working -= 1;
    this.#restart();
  }

  /** Something happened. */
  touch(): void {
    this.#restart();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#working = Number.POSITIVE_INFINITY;
  }

  #restart(): void {
    clearTimeout(this.#timer);
    if (this.#working === 0) this.#timer = setTimeout(this.#onIdle, this.#milliseconds);
  }
}
