import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inflate } from "#shared/pdf/inflate.ts";
import { type OpenFile, openFile } from "../../host/file-source.ts";

let folder = "";
let file: OpenFile | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "antin-file-"));
  await writeFile(join(folder, "a.pdf"), "%PDF-1.7");
  file = await openFile(join(folder, "a.pdf"));
});
afterAll(async () => {
  await file?.source.handle.close();
  await rm(folder, { recursive: true, force: true });
});

const LIMIT = 100_000;
const byPlatform = (data: Uint8Array) => file?.source.inflate(data, LIMIT) ?? null;
/** The same numbers in each run. */
const noise = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed;
};

describe("a file inflates by its platform", () => {
  const plain = new Uint8Array(Buffer.from("1 0 0 R /Kids ".repeat(500), "latin1"));
  const packed = new Uint8Array(deflateSync(plain));

  test("sound data, with or without bytes behind its end", () => {
    expect(byPlatform(packed)).toEqual(plain);
    expect(byPlatform(new Uint8Array(Buffer.concat([packed, Buffer.from("\r\n")])))).toEqual(plain);
  });

  test("what is cut, damaged or larger than the limit is left to the engine", () => {
    expect(byPlatform(packed.slice(0, -1))).toBeNull();
    expect(byPlatform(packed.with(packed.length - 1, 0))).toBeNull();
    expect(byPlatform(new Uint8Array(deflateSync(new Uint8Array(LIMIT + 1))))).toBeNull();
    expect(byPlatform(new Uint8Array(deflateSync(new Uint8Array(LIMIT))))?.length).toBe(LIMIT);
  });

  test("where both speak of mutated data, they say the same", () => {
    const next = noise(7);
    let agreed = 0;
    for (let round = 0; round < 2000; round++) {
      const mutated = packed.slice();
      for (let hit = next() % 3; hit >= 0; hit--) mutated[next() % mutated.length] = next() & 0xff;
      const theirs = byPlatform(mutated);
      if (theirs === null) continue;
      const own = inflate(mutated);
      expect(own.complete).toBe(true);
      expect(own.bytes).toEqual(theirs);
      agreed++;
    }
    expect(agreed).toBeGreaterThan(0);
  });
});
