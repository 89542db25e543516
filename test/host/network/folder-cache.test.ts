import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { folderCache } from "../../../host/network/folder-cache.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const answer = (size: number) => ({
  bytes: new Uint8Array(size).fill(7),
  fetchedAt: 1_700_000_000_123,
  until: 1_800_000_000_456,
});

test("an answer comes back as it was put, under its own key only", async () => {
  const cache = folderCache(join(folder, "evidence"));
  await cache.put("crl http://a", answer(100));
  expect(await cache.get("crl http://a")).toEqual(answer(100));
  expect(await cache.get("crl http://b")).toBeNull();
});

test("the newest stay within the bounds, and nothing unfinished is left", async () => {
  const cache = folderCache(folder, { files: 3, bytes: 1000 });
  for (const key of ["a", "b", "c", "d", "e"]) await cache.put(key, answer(10));
  expect(readdirSync(folder)).toHaveLength(3);
  await cache.put("large", answer(2000));
  expect(readdirSync(folder)).toHaveLength(0);
});

test("a folder that cannot be written, or a file that is cut, is no fault", async () => {
  writeFileSync(join(folder, "file"), "");
  const cache = folderCache(join(folder, "file", "below"));
  await cache.put("a", answer(10));
  expect(await cache.get("a")).toBeNull();
});
