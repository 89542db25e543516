/** Looking for a word in the raw bytes of a whole file, in pieces: memory does not grow with the file. */

import type { ByteSource } from "#shared/bytes.ts";
import { WordSearch } from "./word-search.ts";

const PIECE_BYTES = 1024 * 1024;

/** Offsets at which `wanted` (2 to 16 letters) begins, ascending, in the first `end` bytes. */
export function* scanFor(source: ByteSource, wanted: Uint8Array, end = source.size): Generator<number> {
  if (source.find) return yield* source.find(wanted, { start: 0, end });
  const search = new WordSearch(wanted);
  for (let start = 0; start < end; start += PIECE_BYTES) {
    const bytes = source.read(start, Math.min(PIECE_BYTES + wanted.length - 1, end - start));
    for (const at of search.hitsIn(bytes)) yield start + at;
  }
}
