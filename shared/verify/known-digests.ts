/** Digests that were made once are not made again: the same ranges of the same bytes are asked for before and after signing. */

import type { DigestRanges, DigestRequest } from "../bytes.ts";
import { fail } from "../errors.ts";

/** For one document only: a key names ranges, not bytes. */
export class KnownDigests {
  readonly #known = new Map<string, Uint8Array>();
  readonly #make: DigestRanges;

  /** `make` reads the source for what is not known yet. */
  constructor(make: DigestRanges) {
    this.#make = make;
  }

  add(request: DigestRequest, digest: Uint8Array): void {
    this.#known.set(keyOf(request), digest);
  }

  readonly digestRanges: DigestRanges = async (source, requests, signal) => {
    const missing = requests.filter((request) => !this.#known.has(keyOf(request)));
    const made = missing.length > 0 ? await this.#make(source, missing, signal) : [];
    missing.forEach((request, index) => {
      const digest = made[index];
      if (digest) this.add(request, digest);
    });
    return requests.map((request) => this.#known.get(keyOf(request)) ?? fail("UNKNOWN_ERROR"));
  };
}

function keyOf({ algorithm, ranges }: DigestRequest): string {
  return [algorithm, ...ranges.map(({ start, end }) => `${start}-${end}`)].join(" ");
}
