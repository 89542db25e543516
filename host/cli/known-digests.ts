/** Digests that were made once are not made again: the same ranges of the same bytes are asked for before and after signing. */

import type { DigestRanges, DigestRequest } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { digestRanges } from "../digest-ranges.ts";

export class KnownDigests {
  readonly #known = new Map<string, Uint8Array>();

  add(request: DigestRequest, digest: Uint8Array): void {
    this.#known.set(keyOf(request), digest);
  }

  /** Reads the source for what is not known yet. */
  readonly digestRanges: DigestRanges = async (source, requests, signal) => {
    const missing = requests.filter((request) => !this.#known.has(keyOf(request)));
    const made = missing.length > 0 ? await digestRanges(source, missing, signal) : [];
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
