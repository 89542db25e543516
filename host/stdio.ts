/** Native messaging frames: a 32-bit length in the machine's own byte order, then that many bytes of UTF-8 JSON. */

import { endianness } from "node:os";

const LENGTH_BYTES = 4;
const littleEndian = endianness() === "LE";

export type Frame =
  | { readonly kind: "message"; readonly bytes: Uint8Array }
  /** Its bytes are skipped, never held; the next frame is read as usual. */
  | { readonly kind: "oversized"; readonly length: number };

/** Cuts a byte stream into frames. Chunks are joined once a frame, so a frame in many small pieces costs no more than a whole one. */
export class FrameReader {
  readonly #maximum: number;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #skip = 0;
  #length: number | null = null;

  /** @param maximum bytes of JSON a frame may have */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** Takes the next bytes of the stream; returns the frames they complete. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) {
      if (frame !== "skipped") frames.push(frame);
    }
    return frames;
  }

  #next(): Frame | "skipped" | null {
    if (this.#skip > 0) return this.#skipOn();
    if (this.#length === null) {
      if (this.#buffered < LENGTH_BYTES) return null;
      const header = this.#take(LENGTH_BYTES);
      this.#length = littleEndian ? header.readUInt32LE() : header.readUInt32BE();
    }
    const length = this.#length;
    if (length > this.#maximum) {
      this.#length = null;
      this.#skip = length;
      return { kind: "oversized", length };
    }
    if (this.#buffered < length) return null;
    this.#length = null;
    return { kind: "message", bytes: this.#take(length) };
  }

  #skipOn(): "skipped" | null {
    if (this.#buffered === 0) return null;
    const count = Math.min(this.#skip, this.#buffered);
    this.#take(count);
    this.#skip -= count;
    return "skipped";
  }

  #take(count: number): Buffer {
    const all = this.#chunks.length === 1 ? this.#chunks[0] : undefined;
    const joined = all ?? Buffer.concat(this.#chunks);
    this.#chunks = joined.length > count ? [joined.subarray(count)] : [];
    this.#buffered -= count;
    return joined.subarray(0, count);
  }
}

/** One message as a frame. */
export function encodeFrame(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message), "utf8");
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + body.length);
  if (littleEndian) frame.writeUInt32LE(body.length);
  else frame.writeUInt32BE(body.length);
  body.copy(frame, LENGTH_BYTES);
  return frame;
}
