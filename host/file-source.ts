/** A file on disk as the engine reads it: by position, from one descriptor that stays the same file whatever happens to its name. */

import { constants, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { inflateSync } from "node:zlib";
import { type ByteRange, type ByteSource, equalBytes } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { hitsIn } from "./word-search.ts";

const SEARCH_BYTES = 1024 * 1024;

export class FileSource implements ByteSource {
  readonly handle: FileHandle;
  readonly size: number;

  constructor(handle: FileHandle, size: number) {
    this.handle = handle;
    this.size = size;
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    let count = 0;
    while (count < bytes.length) {
      const got = readSync(this.handle.fd, bytes, count, bytes.length - count, offset + count);
      if (got === 0) break;
      count += got;
    }
    return count === bytes.length ? bytes : bytes.subarray(0, count);
  }

  inflate(packed: Uint8Array, limit: number): Uint8Array | null {
    try {
      const { buffer, byteOffset, length } = inflateSync(packed, { maxOutputLength: limit });
      return new Uint8Array(buffer, byteOffset, length);
    } catch {
      return null;
    }
  }

  /** Offsets at which `word` begins within `range`, ascending; many times faster than a search of what `read` gives. */
  *find(word: Uint8Array, range: ByteRange): Generator<number> {
    const buffer = Buffer.allocUnsafeSlow(SEARCH_BYTES + word.length - 1);
    const stop = Math.min(range.end, this.size);
    for (let at = range.start; at < stop; at += SEARCH_BYTES) {
      const length = readSync(this.handle.fd, buffer, 0, Math.min(buffer.length, stop - at), at);
      for (const hit of hitsIn(buffer.subarray(0, length), word)) yield at + hit;
    }
  }
}

/** A file of which it is known where a word stands. */
export class SearchedSource extends FileSource {
  readonly #word: Uint8Array;
  readonly #hits: readonly number[];

  constructor(file: FileSource, known: { readonly word: Uint8Array; readonly hits: readonly number[] }) {
    super(file.handle, file.size);
    this.#word = known.word;
    this.#hits = known.hits;
  }

  override *find(word: Uint8Array, range: ByteRange): Generator<number> {
    if (!equalBytes(word, this.#word)) yield* super.find(word, range);
    else yield* this.#hits.filter((hit) => hit >= range.start && hit + word.length <= range.end);
  }
}

/** Without O_NONBLOCK a pipe of that name would hold the command for ever. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export interface OpenFile {
  readonly path: string;
  readonly source: FileSource;
  /** Permission bits; undefined for what has none of its own (standard input). */
  readonly mode: number | undefined;
}

/** Opens a regular file for reading; the caller closes `source.handle`. Errors: INPUT_NOT_FOUND {path, reason}. */
export async function openFile(path: string): Promise<OpenFile> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, READ_WITHOUT_WAITING);
    const state = await handle.stat();
    if (state.isFile()) return { path, source: new FileSource(handle, state.size), mode: state.mode & 0o777 };
  } catch (cause) {
    await handle?.close();
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "UNREADABLE";
    return fail("INPUT_NOT_FOUND", { path, reason }, cause);
  }
  await handle.close();
  return fail("INPUT_NOT_FOUND", { path, reason: "NOT_A_FILE" });
}
