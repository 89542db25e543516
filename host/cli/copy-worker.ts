/** The copy thread: reads, hashes and writes while the main thread is busy with the document's structure. */

import { createHash, type Hash } from "node:crypto";
import { readSync, write } from "node:fs";
import { parentPort } from "node:worker_threads";

/** Hashes a signature may be made with. */
export type CopyHash = "sha256" | "sha384" | "sha512";

/** Copies a file from its beginning and keeps the running hashes of it. One at a time. */
interface CopyOrder {
  readonly type: "copy";
  /** File descriptors; they belong to the whole process. */
  readonly input: number;
  readonly output: number;
  readonly hashes: readonly CopyHash[];
  /** One number, shared: not 0 as soon as the copy is no longer wanted. */
  readonly stop: Int32Array;
}

/** The digest of the copied bytes followed by `parts`. */
interface DigestOrder {
  readonly type: "digest";
  readonly hash: CopyHash;
  readonly parts: readonly Uint8Array[];
}

export type CopyRequest = CopyOrder | DigestOrder;

/** One for each request, in their order. */
export type CopyAnswer =
  /** `size`: bytes copied. */
  | { readonly type: "copied"; readonly size: number }
  | { readonly type: "digest"; readonly digest: Uint8Array }
  /** `code` of the system's error, and on which side it happened. */
  | { readonly type: "failed"; readonly side: "input" | "output"; readonly code: string };

const PIECE_BYTES = 1024 * 1024;

/** Of the last copy. */
let hashes = new Map<string, Hash>();

class SideFault extends Error {
  readonly side: "input" | "output";

  constructor(side: "input" | "output", cause: unknown) {
    super(side, { cause });
    this.side = side;
  }
}

/** The system writes a piece while the next is read and hashed. */
async function copy({ input, output, hashes: wanted, stop }: CopyOrder): Promise<number> {
  hashes = new Map(wanted.map((name) => [name, createHash(name)]));
  let [current, other] = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  let written = Promise.resolve();
  let size = 0;
  while (Atomics.load(stop, 0) === 0) {
    const length = read(input, current, size);
    if (length === 0) break;
    const piece = current.subarray(0, length);
    for (const hash of hashes.values()) hash.update(piece);
    await written;
    written = writeWhole(output, piece, size);
    size += length;
    [current, other] = [other, current];
  }
  await written;
  return size;
}

function read(input: number, buffer: Buffer, offset: number): number {
  try {
    return readSync(input, buffer, 0, buffer.length, offset);
  } catch (cause) {
    throw new SideFault("input", cause);
  }
}

function writeWhole(output: number, piece: Buffer, offset: number): Promise<void> {
  return new Promise((resolve, reject) => {
    write(output, piece, 0, piece.length, offset, (fault, count) => {
      if (fault) reject(new SideFault("output", fault));
      else if (count === piece.length) resolve();
      else resolve(writeWhole(output, piece.subarray(count), offset + count));
    });
  });
}

function digest({ hash, parts }: DigestOrder): Uint8Array {
  const carried = (hashes.get(hash) ?? createHash(hash)).copy();
  for (const part of parts) carried.update(part);
  return carried.digest();
}

async function answer(request: CopyRequest): Promise<CopyAnswer> {
  try {
    return request.type === "copy"
      ? { type: "copied", size: await copy(request) }
      : { type: "digest", digest: digest(request) };
  } catch (thrown) {
    const { side, cause } = thrown instanceof SideFault ? thrown : new SideFault("output", thrown);
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "UNKNOWN";
    return { type: "failed", side, code };
  }
}

parentPort?.on("message", (request: CopyRequest) => {
  void answer(request).then((message) => parentPort?.postMessage(message));
});
