/** Bytes and the one way to read a document: synchronous, by position, the same in a browser worker and in Node. */

export interface ByteSource {
  /** Length in bytes; an exact integer, may be above 2^32. */
  readonly size: number;
  /**
   * The bytes at `offset`, at most `length` of them; fewer only at the end of the source.
   * The result may share memory with the source: callers never write into it.
   */
  read(offset: number, length: number): Uint8Array;
  /** Offsets at which `wanted` begins within the range, ascending: where a source can search faster than by reading. */
  find?(wanted: Uint8Array, range: ByteRange): Iterable<number>;
  /**
   * Zlib data (RFC 1950) undone, where the platform is faster at it; null for data that is damaged, cut, or longer than `limit` when
   * undone: then the reader's own way decides.
   */
  inflate?(packed: Uint8Array, limit: number): Uint8Array | null;
}

/** Half-open extent of a source, in bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export type DigestAlgorithm = "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

/** One digest over the concatenation of `ranges`, in their order. */
export interface DigestRequest {
  readonly ranges: readonly ByteRange[];
  readonly algorithm: DigestAlgorithm;
}

/**
 * Hashes extents of a source; injected, since each platform has its own fast way (node:crypto, WebCrypto, wasm).
 * Answers in the order of the requests; an implementation may serve several requests in one pass.
 */
export type DigestRanges = (
  source: ByteSource,
  requests: readonly DigestRequest[],
  signal?: AbortSignal,
) => Promise<Uint8Array[]>;

/** A source over bytes in memory. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.length, offset + length)),
  };
}

/** Several sources one after another, as one. Reads across a seam copy. */
export function joinSources(parts: readonly ByteSource[]): ByteSource {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  return {
    size,
    read(offset, length) {
      const pieces: Uint8Array[] = [];
      let start = 0;
      let at = offset;
      const end = Math.min(size, offset + length);
      for (const part of parts) {
        if (at < end && at < start + part.size) {
          const piece = part.read(at - start, Math.min(end, start + part.size) - at);
          pieces.push(piece);
          at += piece.length;
        }
        start += part.size;
      }
      return concatBytes(pieces);
    },
  };
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** Inverse of `toHex`, either case; null where the text is not an even number of hexadecimal digits. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648 section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const group = (a << 16) | (b << 8) | c;
    const present = Math.min(3, bytes.length - index);
    for (let digit = 0; digit < 4; digit++) {
      text += digit <= present ? BASE64[(group >> (18 - 6 * digit)) & 63] : "=";
    }
  }
  return text;
}

/** RFC 4648 section 4, strict (padding wanted, no white space); null where malformed. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let index = 0; index < text.length; index += 4) {
    let group = 0;
    for (let digit = 0; digit < 4; digit++) {
      group = (group << 6) | Math.max(0, BASE64.indexOf(text.charAt(index + digit)));
    }
    for (let shift = 16; shift >= 0 && at < bytes.length; shift -= 8) bytes[at++] = (group >> shift) & 255;
  }
  return bytes;
}
