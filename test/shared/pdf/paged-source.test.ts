import { describe, expect, test } from "vitest";
import type { ByteSource } from "#shared/bytes.ts";
import { PagedSource } from "#shared/pdf/paged-source.ts";

/** Bytes that tell their own offset, and a count of the reads that reach the source. */
function counted(size: number): { source: ByteSource; reads: [number, number][] } {
  const reads: [number, number][] = [];
  const source = {
    size,
    read(offset: number, length: number) {
      reads.push([offset, length]);
      const end = Math.min(size, offset + length);
      return Uint8Array.from({ length: Math.max(0, end - offset) }, (_, index) => (offset + index) % 251);
    },
  };
  return { source, reads };
}

const expected = (offset: number, length: number) =>
  Uint8Array.from({ length }, (_, index) => (offset + index) % 251);

describe("reading through pages", () => {
  test("reads within a page reach the source once", () => {
    const { source, reads } = counted(200_000);
    const paged = new PagedSource(source, source.size);
    expect(paged.read(100, 50)).toEqual(expected(100, 50));
    expect(paged.read(60_000, 50)).toEqual(expected(60_000, 50));
    expect(reads).toEqual([[0, 65_536]]);
  });

  test("a read across pages is put together", () => {
    const { source } = counted(200_000);
    expect(new PagedSource(source, source.size).read(65_000, 70_000)).toEqual(expected(65_000, 70_000));
  });

  test("a large read goes past the cache", () => {
    const { source, reads } = counted(2_000_000);
    expect(new PagedSource(source, source.size).read(1000, 1_000_000).length).toBe(1_000_000);
    expect(reads).toEqual([[1000, 1_000_000]]);
  });

  test("pages beyond the cache are dropped, the least recently used first", () => {
    const { source, reads } = counted(80 * 65_536);
    const paged = new PagedSource(source, source.size);
    for (let page = 0; page < 64; page++) paged.read(page * 65_536, 1);
    paged.read(0, 1);
    paged.read(64 * 65_536, 1);
    const before = reads.length;
    paged.read(0, 1);
    expect(reads.length).toBe(before);
    paged.read(65_536, 1);
    expect(reads.length).toBe(before + 1);
  });

  test("offsets beyond 2^32 are exact", () => {
    const { source } = counted(6_000_000_000);
    const paged = new PagedSource(source, source.size);
    expect(paged.read(5_000_000_123, 10)).toEqual(expected(5_000_000_123, 10));
  });

  test("nothing is read outside the source", () => {
    const paged = new PagedSource(counted(100).source, 100);
    expect(paged.read(90, 50)).toEqual(expected(90, 10));
    expect(paged.read(100, 1).length).toBe(0);
    expect(paged.read(-1, 5).length).toBe(0);
  });
});

test("a view ends where it is clipped and shares the pages", () => {
  const { source, reads } = counted(100_000);
  const paged = new PagedSource(source, source.size);
  paged.read(0, 10);
  const view = paged.clip(500);
  expect(view.size).toBe(500);
  expect(view.read(490, 100)).toEqual(expected(490, 10));
  expect(reads.length).toBe(1);
});
