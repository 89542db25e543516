/** A Blob as the synchronous source the document engine reads; only inside a worker. */

import type { ByteSource } from "#shared/bytes.ts";
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

export class BlobSource implements ByteSource {
  readonly blob: Blob;
  #ahead = { start: 0, bytes: new Uint8Array(0) };
  #lastEnd = 0;
  readonly #states: HashState[];

  /** `extended`: a source whose bytes this blob begins with, so that its hash states hold here too. */
  constructor(blob: Blob, extended?: BlobSource) {
    this.blob = blob;
    this.#states = extended ? [...extended.#states] : [];
  }

  get size(): number {
    return this.blob.size;
  }

  /** DOCUMENT_CHANGED when the file on disk changed since it was chosen. */
  read(offset: number, length: number): Uint8Array {
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
