/** A source read through a small cache of pages, so that walking objects costs few reads of the file. */

import type { ByteSource } from "#shared/bytes.ts";

const PAGE_BYTES = 64 * 1024;
const CACHED_PAGES = 64;
/** A request over this many pages goes past the cache: it would only push everything else out. */
const BYPASS_PAGES = 8;

/** Clipped at `end`: for its reader the file stops there. Views of one file share their pages. */
export class PagedSource implements ByteSource {
  readonly size: number;
  private readonly source: ByteSource;
  private readonly pages: Map<number, Uint8Array>;

  constructor(source: ByteSource, end: number, pages = new Map<number, Uint8Array>()) {
    this.source = source;
    this.size = Math.min(end, source.size);
    this.pages = pages;
  }

  inflate(packed: Uint8Array, limit: number): Uint8Array | null {
    return this.source.inflate?.(packed, limit) ?? null;
  }

  /** The same file, ending at `end`. */
  clip(end: number): PagedSource {
    return new PagedSource(this.source, end, this.pages);
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.size, offset + length);
    if (offset < 0 || end <= offset) return new Uint8Array(0);
    const first = Math.floor(offset / PAGE_BYTES);
    const last = Math.floor((end - 1) / PAGE_BYTES);
    if (last - first >= BYPASS_PAGES) return this.source.read(offset, end - offset);
    if (first === last)
      return this.page(first).subarray(offset - first * PAGE_BYTES, end - first * PAGE_BYTES);
    const bytes = new Uint8Array(end - offset);
    for (let page = first; page <= last; page++) {
      const start = page * PAGE_BYTES;
      const from = Math.max(offset, start);
      const piece = this.page(page).subarray(from - start, Math.min(end, start + PAGE_BYTES) - start);
      bytes.set(piece, from - offset);
    }
    return bytes;
  }

  private page(index: number): Uint8Array {
    const known = this.pages.get(index);
    if (known) {
      this.pages.delete(index);
      this.pages.set(index, known);
      return known;
    }
    const bytes = this.source.read(index * PAGE_BYTES, PAGE_BYTES);
    this.pages.set(index, bytes);
    if (this.pages.size > CACHED_PAGES) {
      const [oldest] = this.pages.keys();
      if (oldest !== undefined) this.pages.delete(oldest);
    }
    return bytes;
  }
}
