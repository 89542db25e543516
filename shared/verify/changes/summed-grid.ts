/** Numbers at the points of a grid, and their sum within any rectangle by four look-ups. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Points of a stamp, one for each point of length. */
export interface Grid extends Size {
  readonly covered: Uint8Array;
}

export class SummedGrid {
  readonly size: Size;
  readonly #sums: Uint32Array;

  /** `valueAt` is asked once for each point, row by row. */
  constructor({ width, height }: Size, valueAt: (column: number, row: number) => number) {
    this.size = { width, height };
    this.#sums = new Uint32Array((width + 1) * (height + 1));
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        this.#sums[this.#at(column + 1, row + 1)] =
          valueAt(column, row) +
          this.#upTo(column, row + 1) +
          this.#upTo(column + 1, row) -
          this.#upTo(column, row);
      }
    }
  }

  /** Of the points from `left` and `bottom` on, before `right` and `top`; all of them within the grid. */
  between(left: number, bottom: number, right: number, top: number): number {
    return (
      this.#upTo(right, top) - this.#upTo(left, top) - this.#upTo(right, bottom) + this.#upTo(left, bottom)
    );
  }

  #at(column: number, row: number): number {
    return row * (this.size.width + 1) + column;
  }

  #upTo(column: number, row: number): number {
    return this.#sums[this.#at(column, row)] ?? 0;
  }
}
