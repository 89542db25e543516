/** A word in raw bytes, found natively. */

/** More hits than this are not remembered; whoever asks then searches again. */
const MOST_HITS = 10_000;

/** Node looks for so few bytes by the processor's widest instructions, and for more by skipping, at a fifth of the speed. */
const QUICK_BYTES = 6;
/** So often a part of the word without the rest is made on purpose: then skipping is the faster way. */
const MOST_PARTS = 1000;

/**
 * Offsets at which `word` begins in `bytes`, ascending. A part of a long word is looked for; its first letter is left out, since the
 * slash of a name stands everywhere in a PDF.
 */
export function* hitsIn(bytes: Buffer, word: Uint8Array): Generator<number> {
  if (word.length <= QUICK_BYTES) return yield* wholeIn(bytes, word, 0);
  const part = word.subarray(1, 1 + QUICK_BYTES);
  let parts = 0;
  for (let at = bytes.indexOf(part, 1); at >= 0; at = bytes.indexOf(part, at + 1)) {
    const start = at - 1;
    if (standsAt(bytes, word, start)) yield start;
    else if (++parts === MOST_PARTS) return yield* wholeIn(bytes, word, at);
  }
}

function* wholeIn(bytes: Buffer, word: Uint8Array, from: number): Generator<number> {
  for (let at = bytes.indexOf(word, from); at >= 0; at = bytes.indexOf(word, at + 1)) yield at;
}

function standsAt(bytes: Uint8Array, word: Uint8Array, start: number): boolean {
  return word.every((byte, index) => bytes[start + index] === byte);
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
