/**
 * Hashes extents of a Blob. WebCrypto is fastest but wants all bytes in memory: it serves the files that are held. Larger ones stream
 * through WebAssembly and keep the state at the end of each prefix, so that the file's own hash, the digest to sign and the
 * check of the result read the original once together.
 */

import { createSHA1, createSHA224, createSHA256, createSHA384, createSHA512, type IHasher } from "hash-wasm";
import {
  type ByteRange,
  type ByteSource,
  concatBytes,
  type DigestAlgorithm,
  type DigestRequest,
} from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { BlobSource } from "./engine-source.ts";

const PIECE_BYTES = 4 * 1024 * 1024;

const SUBTLE: Partial<Record<DigestAlgorithm, string>> = {
  sha1: "SHA-1",
  sha256: "SHA-256",
  sha384: "SHA-384",
  sha512: "SHA-512",
};

const HASHERS: Record<DigestAlgorithm, () => Promise<IHasher>> = {
  sha1: createSHA1,
  sha224: createSHA224,
  sha256: createSHA256,
  sha384: createSHA384,
  sha512: createSHA512,
};

/** The injected hash of the document engine (`DigestRanges`); stopped only by ending the worker. */
export async function digestRanges(
  source: ByteSource,
  requests: readonly DigestRequest[],
): Promise<Uint8Array[]> {
  // Held bytes are hashed side by side; what streams goes on from one another's states.
  if (source instanceof BlobSource && source.held !== null) {
    return Promise.all(requests.map((request) => digestOne(source, request)));
  }
  const digests: Uint8Array[] = [];
  for (const request of requests) digests.push(await digestOne(source, request));
  return digests;
}

function digestOne(source: ByteSource, request: DigestRequest): Promise<Uint8Array> {
  const name = SUBTLE[request.algorithm];
  const [prefix] = request.ranges;
  if (source instanceof BlobSource && source.held !== null && name !== undefined) {
    // To go on from a kept state is cheaper still than the fastest hash of everything.
    const isKept = source.nearestState(request.algorithm, prefix?.end ?? 0) !== null;
    if (isKept) return digestStream(source, request);
    return digestHeld(source.held, request.ranges, name);
  }
  return digestStream(source, request);
}

/** SHA-256 of the whole file by way of kept states: the digest to sign and the check of the result go on from them. */
export function hashFile(source: BlobSource): Promise<Uint8Array> {
  return digestStream(source, { ranges: [{ start: 0, end: source.size }], algorithm: "sha256" });
}

async function digestHeld(held: ByteSource, ranges: readonly ByteRange[], name: string): Promise<Uint8Array> {
  const digest = (bytes: Uint8Array) => crypto.subtle.digest(name, bytes as Uint8Array<ArrayBuffer>);
  const [first, second] = ranges;
  const isAroundGap = second !== undefined && ranges.length === 2 && first !== undefined;
  if (isAroundGap && first.end <= second.start && second.end <= held.size) {
    const bytes = held.read(first.start, second.end - first.start);
    const gap = { start: first.end - first.start, end: second.start - first.start };
    return new Uint8Array(await withoutGap(bytes, gap, digest));
  }
  const parts = ranges.map(({ start, end }) => held.read(start, end - start));
  return new Uint8Array(await digest(concatBytes(parts)));
}

/**
 * What `use` makes of the bytes around a gap, without a copy of all of them: what stands behind the gap is moved down over it and then
 * put back. `use` takes its own copy before it returns, as `digest` does (WebCrypto 14.3.5, step 2).
 */
function withoutGap<T>(bytes: Uint8Array, gap: ByteRange, use: (bytes: Uint8Array) => T): T {
  const end = gap.start + bytes.length - gap.end;
  const covered = bytes.slice(gap.start, end);
  try {
    return use(bytes.copyWithin(gap.start, gap.end).subarray(0, end));
  } finally {
    bytes.set(covered, gap.start);
  }
}

async function digestStream(source: ByteSource, request: DigestRequest): Promise<Uint8Array> {
  const hasher = await HASHERS[request.algorithm]();
  hasher.init();
  for (const range of request.ranges) {
    const isPrefix = range.start === 0 && range === request.ranges[0] && source instanceof BlobSource;
    if (isPrefix) await hashPrefix(hasher, source, { end: range.end, algorithm: request.algorithm });
    else await hashRange(hasher, source, range);
  }
  return hasher.digest("binary");
}

/** Goes on from the nearest kept state, and keeps its own. */
async function hashPrefix(
  hasher: IHasher,
  source: BlobSource,
  { end, algorithm }: { end: number; algorithm: DigestAlgorithm },
): Promise<void> {
  const nearest = source.nearestState(algorithm, end);
  if (nearest) hasher.load(nearest.state);
  await hashRange(hasher, source, { start: nearest?.offset ?? 0, end });
  source.remember({ algorithm, offset: end, state: hasher.save() });
}

/** One piece is read ahead while the one before is hashed. */
async function hashRange(hasher: IHasher, source: ByteSource, { start, end }: ByteRange): Promise<void> {
  let next = piece(source, start, end);
  for (let offset = start; offset < end; offset += PIECE_BYTES) {
    const bytes = await next;
    next = piece(source, offset + PIECE_BYTES, end);
    hasher.update(bytes);
  }
}

async function piece(source: ByteSource, offset: number, end: number): Promise<Uint8Array> {
  const stop = Math.min(end, offset + PIECE_BYTES);
  if (offset >= stop) return new Uint8Array(0);
  if (!(source instanceof BlobSource) || source.held !== null) return source.read(offset, stop - offset);
  const buffer = await source.blob
    .slice(offset, stop)
    .arrayBuffer()
    .catch((cause) => fail("DOCUMENT_CHANGED", undefined, cause));
  return new Uint8Array(buffer);
}
