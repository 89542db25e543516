/** A Blob as the synchronous source the document engine reads; only inside a worker. */

import { type ByteSource, joinSources, sourceOf } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";

/** State of a hash over the first `offset` bytes, to go on from. */
export interface HashState {
  readonly algorithm: string;
  readonly offset: number;
  readonly state: Uint8Array;
}

/** A read of this size that goes on where the last one ended belongs to a scan: a call to the Blob costs more than its bytes. */
const SCAN_BYTES = 256 * 1024;
const AHEAD_BYTES = 8 * 1024 * 1024;

/**
 * Up to this size the file is read once and held: each call to a Blob costs more than its bytes, and WebCrypto, the fastest
 * hash, wants them all at once. Larger files are read in pieces and never held.
 */
const HELD_BYTES = 128 * 1024 * 1024;

interface SourceParts {
  readonly blob: Blob;
  /** The same bytes in memory; null for a large file. */
  readonly held: ByteSource | null;
  /** Hash states of the bytes it begins with. */
  readonly states?: readonly HashState[];
}

/** DOCUMENT_CHANGED when the file on disk changed since it was chosen. */
export async function openBlob(blob: Blob): Promise<BlobSource> {
  if (blob.size > HELD_BYTES) return new BlobSource({ blob, held: null });
  const bytes = await blob
    .arrayBuffer()
    .catch((cause) => fail("DOCUMENT_CHANGED", { size: blob.size }, cause));
  return new BlobSource({ blob, held: sourceOf(new Uint8Array(bytes)) });
}

/** The file with an increment behind it; the original is not copied. */
export function extendBlob(original: BlobSource, increment: Uint8Array): BlobSource {
  const blob = new Blob([original.blob, new Uint8Array(increment)], { type: "application/pdf" });
  const held = original.held && joinSources([original.held, sourceOf(increment)]);
  return new BlobSource({ blob, held, states: original.states });
}

export class BlobSource implements ByteSource {
  readonly blob: Blob;
  readonly held: ByteSource | null;
  #ahead = { start: 0, bytes: new Uint8Array(0) };
  #lastEnd = 0;
  readonly #states: HashState[];

  constructor({ blob, held, states = [] }: SourceParts) {
    this.blob = blob;
    this.held = held;
    this.#states = [...states];
  }

  get states(): readonly HashState[] {
    return this.#states;
  }

  get size(): number {
    return this.blob.size;
  }

  /** DOCUMENT_CHANGED when the file on disk changed since it was chosen. */
  read(offset: number, length: number): Uint8Array {
    if (this.held !== null) return this.held.read(offset, length);
    const end = Math.min(this.size, offset + length);
    const isScan = offset === this.#lastEnd && length >= SCAN_BYTES;
    this.#lastEnd = end;
    if (offset >= end) return new Uint8Array(0);
    const { start, bytes } = this.#ahead;
    if (offset >= start && end <= start + bytes.length) return bytes.subarray(offset - start, end - start);
    if (!isScan) return this.#fromBlob(offset, end);
    const ahead = this.#fromBlob(offset, Math.min(this.size, Math.max(end, offset + AHEAD_BYTES)));
    this.#ahead = { start: offset, bytes: ahead };
    return ahead.subarray(0, end - offset);
  }

  #fromBlob(start: number, end: number): Uint8Array<ArrayBuffer> {
    try {
      return new Uint8Array(new FileReaderSync().readAsArrayBuffer(this.blob.slice(start, end)));
    } catch (cause) {
      return fail("DOCUMENT_CHANGED", { size: this.size }, cause);
    }
  }

  remember(state: HashState): void {
    this.#states.push(state);
  }

  /** The state nearest to, and not beyond, an offset. */
  nearestState(algorithm: string, offset: number): HashState | null {
    let nearest: HashState | null = null;
    for (const state of this.#states) {
      const fits = state.algorithm === algorithm && state.offset <= offset;
      if (fits && state.offset > (nearest?.offset ?? 0)) nearest = state;
    }
    return nearest;
  }
}
