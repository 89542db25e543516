/**
 * One reading of the input for everything: its bytes go to the output while all digests are made, those of earlier signatures as
 * well as the new one's, and `/ByteRange` is looked for. What was hashed is what was written.
 */

import type { Hash } from "node:crypto";
import type { DigestRanges, DigestRequest } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { chunksOf } from "../digest-ranges.ts";
import { type FileSource, SearchedSource } from "../file-source.ts";
import { RangeHasher } from "../range-hasher.ts";
import { WordSearch } from "../word-search.ts";
import type { OutputFile } from "./output-file.ts";

export interface CopyRequest {
  readonly source: FileSource;
  readonly output: OutputFile;
  /** Follows the input in the output; hashed here, written by the caller once it is finished. */
  readonly appended: Uint8Array;
  readonly digests: readonly DigestRequest[];
}

export class CopyPass {
  readonly #request: CopyRequest;
  #hasher: RangeHasher | null = null;
  readonly #made = new Map<string, Uint8Array>();
  /** Where it stands, signatures may be; the engine asks for it in every file it judges. */
  readonly #search = new WordSearch(Buffer.from("/ByteRange", "latin1"));

  constructor(request: CopyRequest) {
    this.#request = request;
  }

  /** Copies with the first call; what it did not foresee is read anew by `otherwise`. */
  digestRanges(otherwise: DigestRanges): DigestRanges {
    return async (source, requests, signal) => {
      if (!this.isDone) await this.#copy(requests);
      const missing = requests.filter((request) => !this.#made.has(keyOf(request)));
      const read = missing.length > 0 ? await otherwise(source, missing, signal) : [];
      return requests.map(
        (request) =>
          this.#made.get(keyOf(request)) ?? read[missing.indexOf(request)] ?? fail("UNKNOWN_ERROR"),
      );
    };
  }

  /** Copies unless that was done. */
  async finish(): Promise<void> {
    if (!this.isDone) await this.#copy([]);
  }

  get isDone(): boolean {
    return this.#hasher !== null;
  }

  /** The input, or the output: the word is where it was found in passing. After `finish`. */
  searched(file: FileSource): FileSource {
    const { word, hits } = this.#search;
    return hits === null ? file : new SearchedSource(file, { word, hits });
  }

  /** After `finish`. */
  digest(request: DigestRequest): Uint8Array {
    return this.#made.get(keyOf(request)) ?? fail("UNKNOWN_ERROR");
  }

  /** The running hash of one of `digests`, to be carried on. After `finish`. */
  state(request: DigestRequest): Hash {
    return this.#hasher?.state(request) ?? fail("UNKNOWN_ERROR");
  }

  /** Errors: DOCUMENT_CHANGED where the input became shorter meanwhile, OUTPUT_FAILED. */
  async #copy(more: readonly DigestRequest[]): Promise<void> {
    const { source, output, appended, digests } = this.#request;
    const requests = [...digests, ...more];
    const hasher = new RangeHasher(requests);
    this.#hasher = hasher;
    const pass = (bytes: Uint8Array) => {
      hasher.update(bytes);
      this.#search.update(bytes);
    };
    let at = 0;
    for await (const chunk of chunksOf(source, source.size)) {
      const writing = output.write(chunk, at);
      pass(chunk);
      await writing;
      at += chunk.length;
    }
    if (at !== source.size) fail("DOCUMENT_CHANGED");
    pass(appended);
    hasher.digests().forEach((digest, index) => {
      const request = requests[index];
      if (request) this.#made.set(keyOf(request), digest);
    });
  }
}

function keyOf({ algorithm, ranges }: DigestRequest): string {
  return [algorithm, ...ranges.map(({ start, end }) => `${start}-${end}`)].join(" ");
}
