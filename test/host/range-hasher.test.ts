import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DigestRequest, sourceOf } from "#shared/bytes.ts";
import { digestRanges } from "../../host/digest-ranges.ts";
import { openFile, SearchedSource } from "../../host/file-source.ts";
import { RangeHasher } from "../../host/range-hasher.ts";
import { firstHits } from "../../host/word-search.ts";

const size = 2_500_000;
const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 255);

function expected({ ranges, algorithm }: DigestRequest): string {
  const hash = createHash(algorithm);
  for (const { start, end } of ranges) hash.update(bytes.subarray(start, end));
  return hash.digest("hex");
}

/** Two signatures one after another, their likes with another hash, and ranges that begin late, touch, or are empty. */
const REQUESTS: readonly DigestRequest[] = [
  {
    algorithm: "sha256",
    ranges: [
      { start: 0, end: 1000 },
      { start: 3000, end: 1_200_000 },
    ],
  },
  {
    algorithm: "sha256",
    ranges: [
      { start: 0, end: 1_300_000 },
      { start: 1_300_500, end: size },
    ],
  },
  {
    algorithm: "sha512",
    ranges: [
      { start: 0, end: 1000 },
      { start: 3000, end: 1_200_000 },
    ],
  },
  { algorithm: "sha256", ranges: [{ start: 0, end: size }] },
  { algorithm: "sha1", ranges: [{ start: 1_048_575, end: 1_048_577 }] },
  { algorithm: "sha256", ranges: [{ start: 5, end: 5 }] },
  { algorithm: "sha256", ranges: [] },
  {
    algorithm: "sha256",
    ranges: [
      { start: 10, end: 20 },
      { start: 20, end: 30 },
    ],
  },
];

describe("digests of ranges", () => {
  test.each([1, 999, 4096, 1 << 20, size])("come out right in one pass of chunks of %i bytes", (step) => {
    const few = step === 1 ? 3000 : size;
    const hasher = new RangeHasher(REQUESTS);
    for (let at = 0; at < few; at += step) hasher.update(bytes.subarray(at, Math.min(few, at + step)));
    const clipped = REQUESTS.map((request) => ({
      ...request,
      ranges: request.ranges.map(({ start, end }) => ({
        start: Math.min(start, few),
        end: Math.min(end, few),
      })),
    }));
    expect(hasher.digests().map((digest) => Buffer.from(digest).toString("hex"))).toEqual(
      clipped.map(expected),
    );
  });

  test("may be carried on elsewhere without disturbing the others", () => {
    const [first, second] = REQUESTS;
    if (!first || !second) throw new Error();
    const hasher = new RangeHasher([first, second]);
    hasher.update(bytes);
    const carried = hasher.state(second).update("more").digest("hex");
    expect(carried).not.toBe(expected(second));
    expect(Buffer.from(hasher.digests()[1] ?? []).toString("hex")).toBe(expected(second));
  });
});

describe("a file", () => {
  let folder: string;
  let path: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "antin-digest-"));
    path = join(folder, "file");
    writeFileSync(path, bytes);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const UNORDERED: DigestRequest = {
    algorithm: "sha256",
    ranges: [
      { start: 2_000_000, end: size },
      { start: 0, end: 100 },
      { start: 50, end: 150 },
    ],
  };

  test("is hashed in one pass, unordered ranges on their own, like bytes in memory", async () => {
    const { source } = await openFile(path);
    const requests = [...REQUESTS, UNORDERED];
    const hex = (digests: readonly Uint8Array[]) =>
      digests.map((digest) => Buffer.from(digest).toString("hex"));
    expect(hex(await digestRanges(source, requests))).toEqual(requests.map(expected));
    expect(hex(await digestRanges(sourceOf(bytes), requests))).toEqual(requests.map(expected));
    await source.handle.close();
  });

  test("is not hashed on after the caller has stopped", async () => {
    const { source } = await openFile(path);
    await expect(digestRanges(source, REQUESTS, AbortSignal.abort())).rejects.toThrow();
    await source.handle.close();
  });

  test("is read by position, never beyond its end", async () => {
    const { source } = await openFile(path);
    expect(source.read(size - 3, 10)).toEqual(bytes.subarray(size - 3));
    expect(source.read(size + 5, 10)).toEqual(new Uint8Array());
    await source.handle.close();
  });

  test("is searched for a word, also where it lies across two pieces or is known beforehand", async () => {
    const text = Buffer.alloc(3_000_000, "x");
    const places = [0, 1_048_570, 2_097_152, 2_999_990];
    for (const place of places) text.write("/ByteRange", place, "latin1");
    writeFileSync(join(folder, "text"), text);
    const { source } = await openFile(join(folder, "text"));
    const word = Buffer.from("/ByteRange");
    expect([...source.find(word, { start: 0, end: source.size })]).toEqual(places);
    expect([...source.find(word, { start: 0, end: 2_097_155 })]).toEqual([0, 1_048_570]);
    expect(firstHits(source.find(word, { start: 5, end: source.size }))).toEqual(places.slice(1));
    expect(firstHits(new Array(10_001).fill(0))).toBeNull();
    const searched = new SearchedSource(source, { word, hits: [5, 9] });
    expect([...searched.find(word, { start: 0, end: 19 })]).toEqual([5, 9]);
    expect([...searched.find(word, { start: 0, end: 18 })]).toEqual([5]);
    expect([...searched.find(Buffer.from("x/B"), { start: 0, end: source.size })]).toEqual([
      1_048_569, 2_097_151, 2_999_989,
    ]);
    await source.handle.close();
  });
});
