/** A word in raw bytes, found natively. */

/** More hits than this are not remembered; whoever asks then searches again. */
const MOST_HITS = 10_000;

/** Offsets at which `word` begins in `bytes`, ascending. */
export function* hitsIn(bytes: Buffer, word: Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) yield at;
}

/** All hits as a list; null where there are too many to remember. */
export function firstHits(hits: Iterable<number>): number[] | null {
  const list: number[] = [];
  for (const hit of hits) {
    if (list.length === MOST_HITS) return null;
    list.push(hit);
  }
  return list;
}
