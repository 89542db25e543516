/** Inflate that keeps what came out of a damaged stream, and a bound on what may come out. */

import { deflate as deflateBytes, Inflate, type ZStream } from "pako";
import { type ByteSource, concatBytes } from "#shared/bytes.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";

export interface Inflated {
  readonly bytes: Uint8Array;
  /** False where the stream was cut or damaged, or its checksum wrong or missing. */
  readonly complete: boolean;
}

/** Zlib data (RFC 1950); bytes behind its end are ignored. LIMIT_EXCEEDED above `limit` bytes. */
export function inflate(data: Uint8Array, limit: number = PDF_LIMITS.inflatedBytes): Inflated {
  const inflater = new Inflate({ windowBits: 15, chunkSize: chunkFor(data.length) });
  const pieces: Uint8Array[] = [];
  let length = 0;
  let state: ZStream | null = null;
  inflater.onStart = (stream) => {
    state = stream;
  };
  inflater.onData = (piece) => {
    length += piece.length;
    if (length > limit) exceed("inflatedBytes");
    pieces.push(piece);
  };
  const complete = inflater.push(data, true);
  if (!complete) pieces.push(...leftOver(state));
  return { bytes: concatBytes(pieces), complete };
}

/** Of data that packs well one piece is enough; a small stream is not worth a large one. */
function chunkFor(packed: number): number {
  return Math.min(Math.max(65_536, 4 * packed), 4 * 1024 * 1024);
}

/** As `inflate`, by the platform where it can: for sound data both give the same. */
export function inflateOf(source: ByteSource, data: Uint8Array): Inflated {
  const bytes = source.inflate?.(data, PDF_LIMITS.inflatedBytes) ?? null;
  return bytes === null ? inflate(data) : { bytes, complete: true };
}

/** What a failed run had put out but not yet handed over. */
function leftOver(state: ZStream | null): Uint8Array[] {
  return state && state.next_out > 0 ? [state.output.slice(0, state.next_out)] : [];
}

export function deflate(data: Uint8Array): Uint8Array {
  return deflateBytes(data);
}
