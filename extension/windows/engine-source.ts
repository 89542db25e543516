/** A Blob as the synchronous source the document engine reads; only inside a worker. */

import type { ByteSource } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";

/** State of a hash over the first `offset` bytes, to go on from. */
export interface HashState {
  readonly algorithm: string;
  readonly offset: number;
  readonly state: Uint8Array;
}

export class BlobSource implements ByteSource {
  readonly blob: Blob;
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
    if (offset >= end) return new Uint8Array(0);
    try {
      return new Uint8Array(new FileReaderSync().readAsArrayBuffer(this.blob.slice(offset, end)));
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
