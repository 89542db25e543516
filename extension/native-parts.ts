/** Joins the parts of an answer that was too large for one message. */

import { concatBytes, fromBase64 } from "#shared/bytes.ts";

/** Bytes of the largest joined answer. */
const LARGEST = 32 * 1024 * 1024;

interface Part {
  readonly id: string;
  readonly seq: number;
  readonly last: boolean;
  /** Base64 of a piece of the UTF-8 JSON of the result. */
  readonly data: string;
}

export class PartialReplies {
  readonly #pieces = new Map<string, Uint8Array[]>();

  /** The result once its last part is there; null before; "broken" for a part out of order, too large or no JSON. */
  add({ id, seq, last, data }: Part): unknown | null | "broken" {
    const pieces = this.#pieces.get(id) ?? [];
    const bytes = fromBase64(data);
    const size = pieces.reduce((sum, piece) => sum + piece.length, bytes?.length ?? 0);
    if (bytes === null || seq !== pieces.length || size > LARGEST) return "broken";
    pieces.push(bytes);
    this.#pieces.set(id, pieces);
    if (!last) return null;
    this.#pieces.delete(id);
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(concatBytes(pieces))) as unknown;
    } catch {
      return "broken";
    }
  }
}
