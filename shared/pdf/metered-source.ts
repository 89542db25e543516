/** A source that ends a search which goes over the same bytes again and again. */

import type { ByteSource } from "#shared/bytes.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";

/** Small reads, a few for each object, count for nothing. */
const FREE_READ = 4096;
const ALLOWANCE = 64 * 1024 * 1024;

/** LIMIT_EXCEEDED {limit: "searchPasses"} once more than so many times the file was read in large pieces. */
export function metered(source: ByteSource): ByteSource {
  let left = ALLOWANCE + PDF_LIMITS.searchPasses * source.size;
  return {
    size: source.size,
    read(offset, length) {
      const bytes = source.read(offset, length);
      if (bytes.length > FREE_READ) left -= bytes.length;
      if (left < 0) exceed("searchPasses");
      return bytes;
    },
  };
}
