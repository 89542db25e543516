/** Where each page stands in the scrolled column, without asking every page for its size first. Pure. */

export interface PageSize {
  /** CSS pixels at zoom 1. */
  readonly width: number;
  readonly height: number;
}

/** Pixels between pages and around the column. */
export const GAP = 16;

export class Layout {
  readonly pages: number;
  #zoom = 1;
  #usual: PageSize = { width: 794, height: 1123 };
  readonly #known = new Map<number, PageSize>();

  constructor(pages: number) {
    this.pages = pages;
  }

  get zoom(): number {
    return this.#zoom;
  }

  set zoom(zoom: number) {
    this.#zoom = zoom;
  }

  /** Records the true size of a page (from 1); the first one known stands for those not asked yet. */
  learn(page: number, size: PageSize): void {
    if (this.#known.size === 0) this.#usual = size;
    this.#known.set(page, size);
  }

  knows(page: number): boolean {
    return this.#known.has(page);
  }

  size(page: number): PageSize {
    const { width, height } = this.#known.get(page) ?? this.#usual;
    return { width: Math.round(width * this.#zoom), height: Math.round(height * this.#zoom) };
  }

  /** Distance of a page's upper edge from the column's, pixels. */
  top(page: number): number {
    const usual = Math.round(this.#usual.height * this.#zoom);
    let top = GAP + (page - 1) * (usual + GAP);
    for (const known of this.#known.keys()) {
      if (known < page) top += this.size(known).height - usual;
    }
    return top;
  }

  /** Height of the whole column, pixels. */
  get height(): number {
    return this.top(this.pages + 1);
  }

  /** The page at a distance from the column's upper edge. */
  pageAt(offset: number): number {
    let low = 1;
    let high = this.pages;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.top(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
