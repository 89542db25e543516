import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openFile } from "../../host/file-source.ts";
import { hitsIn } from "../../host/word-search.ts";
import { seededNumbers } from "../tools/seeded-numbers.ts";

const WORD = Buffer.from("/ByteRange", "latin1");
const PIECE = 1024 * 1024;

/** Every offset looked at, one by one. */
function slowHits(bytes: Buffer, word: Uint8Array): number[] {
  const hits: number[] = [];
  for (let at = 0; at + word.length <= bytes.length; at++) {
    if (bytes.subarray(at, at + word.length).equals(word)) hits.push(at);
  }
  return hits;
}

describe("a word in bytes", () => {
  test("is found wherever a look at each offset finds it, in texts made of its own letters", () => {
    const next = seededNumbers(11);
    const pieces = ["/ByteRange", "/ByteRang", "ByteRa", "yteRange", "/", "B", "e", "/ByteR", " "];
    let found = 0;
    for (let round = 0; round < 500; round++) {
      const text = Array.from({ length: next(40) }, () => pieces[next(pieces.length)]).join("");
      const bytes = Buffer.from(text.slice(next(10)), "latin1");
      const hits = [...hitsIn(bytes, WORD)];
      expect(hits).toEqual(slowHits(bytes, WORD));
      found += hits.length;
    }
    expect(found).toBeGreaterThan(1000);
  });

  test.each(["obj", "/", "aaa", "trailer", "aaaaaaaa", "abababab"])("of any length: %s", (word) => {
    const wanted = Buffer.from(word, "latin1");
    const bytes = Buffer.from(
      `${word}${word} ${word}x aaaaaaaaaaa abababababab objobj trailer ${word}`,
      "latin1",
    );
    expect([...hitsIn(bytes, wanted)]).toEqual(slowHits(bytes, wanted));
  });

  test("is found behind thousands of places that only begin like it", () => {
    const lead = "/ByteRang ".repeat(5000);
    const bytes = Buffer.from(`${lead}/ByteRange [0 1]/ByteRange`, "latin1");
    expect([...hitsIn(bytes, WORD)]).toEqual([lead.length, lead.length + 16]);
  });
});

describe("a word in a file", () => {
  test("is found across the border of two pieces at every position, once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "antin-search-"));
    try {
      for (let before = 0; before <= WORD.length; before++) {
        const path = join(folder, `${before}.bin`);
        const bytes = Buffer.alloc(2 * PIECE + 100, "B");
        const offsets = [0, PIECE - before, 2 * PIECE - before, bytes.length - WORD.length];
        for (const offset of offsets) WORD.copy(bytes, offset);
        await writeFile(path, bytes);
        const { source } = await openFile(path);
        expect([...source.find(WORD, { start: 0, end: source.size })]).toEqual(offsets);
        await source.handle.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
