/** A word in the raw bytes of a file, found natively and as the bytes pass by. */

/** More hits than this are not remembered; whoever asks then searches again. */
const MOST_HITS = 10_000;

/** Fed with the bytes of a file from its beginning. */
export class WordSearch {
  readonly word: Uint8Array;
  readonly #hits: number[] = [];
  /** The last bytes of the chunk before: the word may lie across the seam. */
  #tail = Buffer.alloc(0);
  #at = 0;

  constructor(word: Uint8Array) {
    this.word = word;
  }

  update(chunk: Uint8Array): void {
    const { length } = this.word;
    const seam = Buffer.concat([this.#tail, chunk.subarray(0, length - 1)]);
    this.#collect(seam, this.#at - this.#tail.length);
    this.#collect(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length), this.#at);
    this.#at += chunk.length;
    const end = Buffer.concat([this.#tail, chunk.subarray(Math.max(0, chunk.length - length + 1))]);
    this.#tail = end.subarray(Math.max(0, end.length - length + 1));
  }

  /** Offsets at which the word begins, ascending; null where there are too many to remember. */
  get hits(): readonly number[] | null {
    return this.#hits.length > MOST_HITS ? null : this.#hits;
  }

  #collect(bytes: Buffer, offset: number): void {
    for (const at of hitsIn(bytes, this.word)) {
      if (this.#hits.length > MOST_HITS) return;
      this.#hits.push(offset + at);
    }
  }
}

/** Offsets at which `word` begins in `bytes`, ascending. */
export function* hitsIn(bytes: Buffer, word: Uint8Array): Generator<number> {
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) yield at;
}
