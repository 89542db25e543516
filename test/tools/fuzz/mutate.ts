/** Damage at random places, the same in every run: octets, words of the format, pieces moved or doubled. */

import { concatBytes } from "#shared/bytes.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";

/** An integer from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

/** Mulberry32: small, even, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const PDF_WORDS = [
  "obj endobj stream endstream xref trailer startxref %%EOF R null << >> [ ] ( ) < > % true".split(" "),
  [
    "/Length 99999999",
    "/Prev 9",
    "-1",
    "4294967296",
    "99999999999999999999",
    " 0 R",
    "/Kids[2 0 R]",
    "\n",
    "\0",
  ],
  [
    "/Type/ObjStm",
    "/Type/XRef",
    "/W[8 8 8]",
    "/Index[0 99999999]",
    "/V 6 0 R",
    "/AP<</N 7 0 R>>",
    "/Rect[0 0 9 9]",
  ],
  [
    "/ByteRange[0 1 2 3]",
    "/Contents<00>",
    "/Annots[]",
    "/Root 1 0 R",
    "1 0 obj<</Type/Catalog>>endobj",
    "#20",
  ],
].flat();

/** One to three wounds within `[from, to)`; with `words` of PDF among them. */
export function mutated(
  bytes: Uint8Array,
  random: Random,
  { from = 0, to = bytes.length, words = false }: { from?: number; to?: number; words?: boolean } = {},
): Uint8Array {
  let now = bytes;
  for (let left = 1 + random(3); left > 0; left--) {
    const at = Math.min(from + random(Math.max(1, to - from)), now.length - 1);
    now = wounded(now, at, random, words);
  }
  return now;
}

function wounded(bytes: Uint8Array, at: number, random: Random, words: boolean): Uint8Array {
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random(words ? 9 : 6)) {
    case 0:
      return concatBytes([head, Uint8Array.of(random(256)), tail.subarray(1)]);
    case 1:
    case 2:
      return concatBytes([head, Uint8Array.of((tail[0] ?? 0) ^ (1 << random(8))), tail.subarray(1)]);
    case 3:
      return concatBytes([head, tail.subarray(1 + random(30))]);
    case 4:
      return concatBytes([head, tail.subarray(0, 1 + random(30)), tail]);
    case 5:
      return concatBytes([head, digitChanged(tail, random)]);
    default: {
      const word = latin1Bytes(PDF_WORDS[random(PDF_WORDS.length)] ?? "");
      return concatBytes([head, word, random(2) ? tail : tail.subarray(word.length)]);
    }
  }
}

/** The next decimal digit becomes another one: numbers, offsets and references that still read well. */
function digitChanged(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const at = copy.findIndex((octet) => octet >= 0x30 && octet <= 0x39);
  if (at >= 0) copy[at] = 0x30 + random(10);
  return copy;
}
