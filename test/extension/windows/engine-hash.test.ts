import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ByteRange, DigestAlgorithm } from "#shared/bytes.ts";
import { digestRanges } from "../../../extension/windows/engine-hash.ts";
import { BlobSource, extendBlob, openBlob } from "../../../extension/windows/engine-source.ts";

const bytes = randomBytes(9 * 1024 * 1024 + 17);
/** As a large file is: not held. */
const source = () => new BlobSource({ blob: new Blob([bytes]), held: null });

function expected(
  ranges: readonly ByteRange[],
  algorithm: DigestAlgorithm,
  content: Uint8Array = bytes,
): string {
  const hash = createHash(algorithm);
  for (const { start, end } of ranges) hash.update(content.subarray(start, end));
  return hash.digest("hex");
}

async function digest(of: BlobSource, ranges: readonly ByteRange[], algorithm: DigestAlgorithm) {
  const [value] = await digestRanges(of, [{ ranges, algorithm }]);
  return Buffer.from(value ?? []).toString("hex");
}

const around: readonly ByteRange[] = [
  { start: 0, end: 4 * 1024 * 1024 + 1 },
  { start: 5_000_000, end: bytes.length },
];

describe("hashes of a Blob, against node:crypto", () => {
  test.each<DigestAlgorithm>(["sha1", "sha224", "sha256", "sha384", "sha512"])(
    "%s around a gap",
    async (algorithm) => {
      expect(await digest(source(), around, algorithm)).toBe(expected(around, algorithm));
    },
  );

  test("a small file is held and hashed at once, with and without what is appended", async () => {
    const held = await openBlob(new Blob([bytes]));
    expect(held.held?.size).toBe(bytes.length);
    expect(await digest(held, around, "sha256")).toBe(expected(around, "sha256"));
    const longer = Buffer.concat([bytes, Buffer.from("a revision")]);
    const ranges = [
      { start: 0, end: bytes.length + 2 },
      { start: bytes.length + 5, end: longer.length },
    ];
    const extended = extendBlob(held, Buffer.from("a revision"));
    expect(await digest(extended, ranges, "sha256")).toBe(expected(ranges, "sha256", longer));
    expect(Buffer.from(await extended.blob.arrayBuffer()).equals(longer)).toBe(true);
  });

  test("nothing at all, and an empty range", async () => {
    expect(await digest(source(), [], "sha224")).toBe(expected([], "sha224"));
    expect(await digest(source(), [{ start: 5, end: 5 }], "sha224")).toBe(expected([], "sha224"));
  });

  test("several requests are answered in their order", async () => {
    const ranges = [{ start: 0, end: 1000 }];
    const values = await digestRanges(source(), [
      { ranges, algorithm: "sha512" },
      { ranges, algorithm: "sha256" },
    ]);
    expect(values.map((value) => value.length)).toEqual([64, 32]);
  });
});

describe("the state kept at the end of a prefix", () => {
  test("goes on for a longer prefix, and for the file that extends this one", async () => {
    const original = source();
    const short = [{ start: 0, end: 1_000_000 }];
    const whole = [{ start: 0, end: bytes.length }];
    expect(await digest(original, short, "sha224")).toBe(expected(short, "sha224"));
    expect(await digest(original, whole, "sha224")).toBe(expected(whole, "sha224"));
    expect(original.nearestState("sha224", bytes.length)?.offset).toBe(bytes.length);
    const longer = Buffer.concat([bytes, Buffer.from("a revision")]);
    const extended = extendBlob(original, Buffer.from("a revision"));
    const ranges = [
      { start: 0, end: bytes.length + 2 },
      { start: bytes.length + 5, end: longer.length },
    ];
    expect(await digest(extended, ranges, "sha224")).toBe(expected(ranges, "sha224", longer));
  });

  test("of one algorithm is never used for another, nor beyond its offset", async () => {
    const original = source();
    await digest(original, [{ start: 0, end: 5000 }], "sha224");
    expect(original.nearestState("sha256", 5000)).toBeNull();
    expect(original.nearestState("sha224", 4999)).toBeNull();
  });
});
