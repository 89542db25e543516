/** Answers of services in the user's own folder: a file each, written beside and renamed, the oldest dropped beyond a bound. */

import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EvidenceCache, KeptAnswer } from "#shared/network/evidence-cache.ts";

export interface CacheBounds {
  readonly files: number;
  readonly bytes: number;
}

const BOUNDS: CacheBounds = { files: 300, bytes: 128 * 1024 * 1024 };
/** Two moments, each a double, before the answer. */
const HEADER_BYTES = 16;
const NAME = /^[0-9a-f]{64}$/;

export function folderCache(folder: string, bounds: CacheBounds = BOUNDS): EvidenceCache {
  return {
    get: (key) => readKept(join(folder, nameOf(key))).catch(() => null),
    // A full disk or a read-only home is no reason to fail: the next time is asked again.
    put: (key, answer) => writeKept(folder, nameOf(key), answer, bounds).catch(() => undefined),
  };
}

function nameOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

async function readKept(path: string): Promise<KeptAnswer | null> {
  const content = await readFile(path);
  if (content.length < HEADER_BYTES) return null;
  return {
    fetchedAt: content.readDoubleBE(0),
    until: content.readDoubleBE(8),
    bytes: Uint8Array.from(content.subarray(HEADER_BYTES)),
  };
}

async function writeKept(
  folder: string,
  name: string,
  { bytes, fetchedAt, until }: KeptAnswer,
  bounds: CacheBounds,
): Promise<void> {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeDoubleBE(fetchedAt, 0);
  header.writeDoubleBE(until, 8);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = join(folder, `${randomUUID()}.part`);
  try {
    await writeFile(beside, Buffer.concat([header, bytes]), { mode: 0o600 });
    await rename(beside, join(folder, name));
  } catch (thrown) {
    await rm(beside, { force: true });
    throw thrown;
  }
  await prune(folder, bounds);
}

async function prune(folder: string, bounds: CacheBounds): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name));
  const files = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), ...(await stat(join(folder, name))) })),
  );
  let bytes = 0;
  const newestFirst = files.toSorted((a, b) => b.mtimeMs - a.mtimeMs);
  for (const [index, { path, size }] of newestFirst.entries()) {
    bytes += size;
    if (index >= bounds.files || bytes > bounds.bytes) await rm(path, { force: true });
  }
}
