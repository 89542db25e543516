/** `DigestRanges` of Node: one pass over the file for all requests, the next megabyte being read while this one is hashed. */

import { createHash } from "node:crypto";
import type { ByteSource, DigestRanges, DigestRequest } from "#shared/bytes.ts";
import { FileSource } from "./file-source.ts";
import { isAscending, RangeHasher } from "./range-hasher.ts";

const BUFFER_BYTES = 1024 * 1024;

export const digestRanges: DigestRanges = async (source, requests, signal) => {
  const inOnePass = requests.filter(({ ranges }) => isAscending(ranges));
  const hasher = new RangeHasher(inOnePass);
  for await (const chunk of chunksOf(source, hasher.end, signal)) hasher.update(chunk);
  return requests.map((request) =>
    inOnePass.includes(request) ? hasher.state(request).digest() : digestAlone(source, request),
  );
};

/** Ranges in an order of their own; no lawful signature has such, so speed does not matter. */
function digestAlone(source: ByteSource, { ranges, algorithm }: DigestRequest): Uint8Array {
  const hash = createHash(algorithm);
  for (const { start, end } of ranges) {
    for (let at = start; at < end; at += BUFFER_BYTES) {
      hash.update(source.read(at, Math.min(BUFFER_BYTES, end - at)));
    }
  }
  return hash.digest();
}

/** The bytes before `end` in pieces; each is valid until the next is asked for. */
async function* chunksOf(source: ByteSource, end: number, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const stop = Math.min(end, source.size);
  if (source instanceof FileSource) return yield* fileChunks(source, stop, signal);
  for (let at = 0; at < stop; at += BUFFER_BYTES) {
    signal?.throwIfAborted();
    yield source.read(at, Math.min(BUFFER_BYTES, stop - at));
  }
}

async function* fileChunks(
  { handle }: FileSource,
  stop: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let [current, next] = [Buffer.allocUnsafeSlow(BUFFER_BYTES), Buffer.allocUnsafeSlow(BUFFER_BYTES)];
  const read = async (into: Buffer, at: number) => {
    const { bytesRead } = await handle.read(into, 0, Math.min(BUFFER_BYTES, stop - at), at);
    return into.subarray(0, bytesRead);
  };
  let pending = read(current, 0);
  try {
    for (let at = 0; at < stop; ) {
      signal?.throwIfAborted();
      const chunk = await pending;
      // The file was cut while we read it: what is missing is missing in the digest, too.
      if (chunk.length === 0) return;
      at += chunk.length;
      if (at < stop) pending = read(next, at);
      yield chunk;
      [current, next] = [next, current];
    }
  } finally {
    // Who stops early closes the file: not under a read.
    await pending.catch(() => {});
  }
}
