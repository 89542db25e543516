/** Which documents of the page are ticked, by address. */

export class Ticks {
  #keys = new Set<string>();

  get count(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  toggle(key: string): void {
    if (!this.#keys.delete(key)) this.#keys.add(key);
  }

  set(keys: readonly string[]): void {
    this.#keys = new Set(keys);
  }

  /** Forgets what is no longer in the page. */
  keep(present: ReadonlySet<string>): void {
    for (const key of this.#keys) if (!present.has(key)) this.#keys.delete(key);
  }
}
