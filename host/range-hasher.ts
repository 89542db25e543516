/** Digests of several sets of ranges in one pass over the bytes: sets that have begun alike share one state until they part. */

import { createHash, type Hash } from "node:crypto";
import type { ByteRange, DigestRequest } from "#shared/bytes.ts";

interface Group {
  readonly hash: Hash;
  readonly members: readonly DigestRequest[];
}

/** Whether the ranges of a request come in the order of the file and do not overlap, so that one pass can serve it. */
export function isAscending(ranges: readonly ByteRange[]): boolean {
  let end = 0;
  return ranges.every((range) => {
    const follows = range.start >= end && range.end >= range.start;
    end = range.end;
    return follows;
  });
}

/** Fed with the bytes of a file from its beginning; the ranges of every request must be ascending. */
export class RangeHasher {
  readonly #requests: readonly DigestRequest[];
  /** Offsets at which some range begins or ends, ascending. */
  readonly #borders: readonly number[];
  #groups: Group[];
  #at = 0;

  constructor(requests: readonly DigestRequest[]) {
    this.#requests = requests;
    const borders = requests.flatMap(({ ranges }) => ranges.flatMap(({ start, end }) => [start, end]));
    this.#borders = [...new Set(borders)].sort((a, b) => a - b);
    const algorithms = [...new Set(requests.map(({ algorithm }) => algorithm))];
    this.#groups = algorithms.map((algorithm) => ({
      hash: createHash(algorithm),
      members: requests.filter((request) => request.algorithm === algorithm),
    }));
  }

  /** Offset behind the last range: nothing after it is needed. */
  get end(): number {
    return this.#borders.at(-1) ?? 0;
  }

  /** The next bytes of the file. */
  update(chunk: Uint8Array): void {
    const end = this.#at + chunk.length;
    while (this.#at < end) {
      const border = this.#borders.find((offset) => offset > this.#at) ?? end;
      const stop = Math.min(border, end);
      const from = chunk.length - (end - this.#at);
      this.#take(chunk.subarray(from, from + stop - this.#at));
      this.#at = stop;
    }
  }

  /** Digests of what was fed so far, in the order of the requests; may be asked again after more bytes. */
  digests(): Uint8Array[] {
    return this.#requests.map((request) => this.state(request).digest());
  }

  /** A copy of the running hash of one request, to be carried on elsewhere. */
  state(request: DigestRequest): Hash {
    const group = this.#groups.find(({ members }) => members.includes(request));
    return group ? group.hash.copy() : createHash(request.algorithm);
  }

  /** Bytes between two borders: a group of which only some members want them parts. */
  #take(bytes: Uint8Array): void {
    const at = this.#at;
    const wants = ({ ranges }: DigestRequest) => ranges.some(({ start, end }) => start <= at && at < end);
    this.#groups = this.#groups.flatMap((group) => {
      const [taking, waiting] = [group.members.filter(wants), group.members.filter((each) => !wants(each))];
      if (taking.length === 0) return [group];
      const rest = waiting.length > 0 ? [{ hash: group.hash.copy(), members: waiting }] : [];
      group.hash.update(bytes);
      return [{ hash: group.hash, members: taking }, ...rest];
    });
  }
}
