import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { scanFor } from "#shared/pdf/scan.ts";
import { WordSearch } from "#shared/pdf/word-search.ts";
import { seededNumbers } from "../../tools/seeded-numbers.ts";

const WORD = "/ByteRange";
const PIECE = 1024 * 1024;

/** Every offset looked at, one by one. */
function slowHits(text: string, word: string): number[] {
  const hits: number[] = [];
  for (let at = 0; at + word.length <= text.length; at++) if (text.startsWith(word, at)) hits.push(at);
  return hits;
}

const quickHits = (text: string, word: string) => new WordSearch(latin1Bytes(word)).hitsIn(latin1Bytes(text));

describe("a word in bytes", () => {
  test("is found wherever a look at each offset finds it, in texts made of its own letters", () => {
    const next = seededNumbers(5);
    const pieces = [WORD, "/ByteRang", "ByteRa", "ge", "/", "B", "e", "an", " "];
    let found = 0;
    for (let round = 0; round < 1000; round++) {
      const text = Array.from({ length: next(30) }, () => pieces[next(pieces.length)])
        .join("")
        .slice(next(12));
      const hits = quickHits(text, WORD);
      expect(hits).toEqual(slowHits(text, WORD));
      found += hits.length;
    }
    expect(found).toBeGreaterThan(1000);
  });

  test("is found at every distance from the beginning and from the end", () => {
    for (let before = 0; before < 40; before++) {
      const text = `${" ".repeat(before)}${WORD}`;
      expect([quickHits(text, WORD), quickHits(`${text}${text} `, WORD)]).toEqual([
        [before],
        [before, 2 * before + WORD.length],
      ]);
    }
  });

  test.each(["obj", "trailer", "aa", "aaaa", "abab", "0123456789abcdef"])(
    "of any lawful length: %s",
    (word) => {
      const text = `${word}${word} ${word.slice(1)}aaaaaaaaa abababab objobj trailertrailer ${word}`;
      expect(quickHits(text, word)).toEqual(slowHits(text, word));
    },
  );

  test.each(["", "x", "0123456789abcdefg"])("of another length is refused: '%s'", (word) => {
    expect(() => new WordSearch(latin1Bytes(word))).toThrow(RangeError);
  });
});

test("a word across the border of two pieces of a file is found once, at every position", () => {
  const word = latin1Bytes(WORD);
  for (let before = 0; before <= word.length; before++) {
    const bytes = new Uint8Array(2 * PIECE + 50).fill(0x42);
    const offsets = [0, PIECE - before, 2 * PIECE - before, bytes.length - word.length];
    for (const offset of offsets) bytes.set(word, offset);
    expect([...scanFor(sourceOf(bytes), word)]).toEqual(offsets);
    expect([...scanFor(sourceOf(bytes), word, bytes.length - 1)]).toEqual(offsets.slice(0, -1));
  }
});
