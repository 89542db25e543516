/** Digests of what was signed: by the platform's fast functions where they know the hash, else here. */

import type { ByteRange, ByteSource, DigestAlgorithm, DigestRanges } from "../bytes.ts";
import { type HashName, hashStream } from "../signature/hash.ts";

interface DigestJob {
  readonly hash: HashName;
  readonly ranges: readonly ByteRange[];
}

const FAST: readonly string[] = ["sha1", "sha224", "sha256", "sha384", "sha512"] satisfies DigestAlgorithm[];

function isFast(hash: HashName): hash is HashName & DigestAlgorithm {
  return FAST.includes(hash);
}

export interface DigestAllRequest {
  readonly source: ByteSource;
  readonly jobs: readonly DigestJob[];
  readonly digestRanges: DigestRanges;
  readonly signal?: AbortSignal | undefined;
}

/** One digest for each job, in order; equal jobs are computed once, all fast ones in one call. */
export async function digestAll(request: DigestAllRequest): Promise<Uint8Array[]> {
  const jobs = [...new Map(request.jobs.map((job) => [keyOf(job), job])).entries()];
  const fast = jobs.flatMap(([key, { hash, ranges }]) =>
    isFast(hash) ? [{ key, algorithm: hash, ranges }] : [],
  );
  const digests = fast.length > 0 ? await request.digestRanges(request.source, fast, request.signal) : [];
  const found = new Map(fast.map(({ key }, index) => [key, digests[index] ?? new Uint8Array()]));
  for (const [key, { hash, ranges }] of jobs) {
    if (!found.has(key)) found.set(key, hashRanges(request.source, hash, ranges));
  }
  return request.jobs.map((job) => found.get(keyOf(job)) ?? new Uint8Array());
}

function keyOf({ hash, ranges }: DigestJob): string {
  return `${hash} ${ranges.map(({ start, end }) => `${start}-${end}`).join(" ")}`;
}

const PIECE_BYTES = 1024 * 1024;

function hashRanges(source: ByteSource, hash: HashName, ranges: readonly ByteRange[]): Uint8Array {
  const stream = hashStream(hash);
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at += PIECE_BYTES) {
      stream.update(source.read(at, Math.min(PIECE_BYTES, end - at)));
    }
  }
  return stream.digest();
}
