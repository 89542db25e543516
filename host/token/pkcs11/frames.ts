/** Frames between host and token child: 32-bit little-endian length, then JSON in UTF-8. */

/** One message as a frame. */
export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), "utf8");
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

/** Cuts a stream of bytes into messages. */
export class FrameReader {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #length = 0;

  /** @param limit most bytes of JSON in one frame */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The messages that `chunk` completes. Throws where a frame is over the limit or no JSON; the stream is then lost. */
  push(chunk: Buffer): unknown[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const messages: unknown[] = [];
    for (let body = this.#take(); body !== null; body = this.#take()) {
      messages.push(JSON.parse(body.toString("utf8")));
    }
    return messages;
  }

  #take(): Buffer | null {
    if (this.#length < 4) return null;
    // Joined only when the head lies across chunks or the frame is whole, so a long frame is not copied for every chunk.
    const [first] = this.#chunks;
    const head = first !== undefined && first.length >= 4 ? first : this.#join();
    const size = head.readUInt32LE();
    if (size > this.#limit) throw new RangeError("frame over the limit");
    if (this.#length < 4 + size) return null;
    const whole = this.#join();
    const rest = whole.subarray(4 + size);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#length = rest.length;
    return whole.subarray(4, 4 + size);
  }

  #join(): Buffer {
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }
}
