/** Looking for a word in the raw bytes of a whole file, in pieces: memory does not grow with the file. */

import type { ByteSource } from "#shared/bytes.ts";

const PIECE_BYTES = 1024 * 1024;

/** Offsets at which `wanted` begins, ascending, in the first `end` bytes. */
export function* scanFor(source: ByteSource, wanted: Uint8Array, end = source.size): Generator<number> {
  if (source.find) return yield* source.find(wanted, { start: 0, end });
  const [first = 0, second = 0] = wanted;
  for (let start = 0; start < end; start += PIECE_BYTES) {
    const bytes = source.read(start, Math.min(PIECE_BYTES + wanted.length - 1, end - start));
    for (let at = bytes.indexOf(first); at >= 0 && at < PIECE_BYTES; at = bytes.indexOf(first, at + 1)) {
      if (bytes[at + 1] === second && wanted.every((byte, index) => bytes[at + index] === byte))
        yield start + at;
    }
  }
}
