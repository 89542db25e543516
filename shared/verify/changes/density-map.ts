/** Where paint with gaps hides as much as paint without: tiles, hatching. */

import type { Grid } from "./cover-map.ts";
import type { Box } from "./picture.ts";

/** In points: about a word of small text. */
const WINDOW = { width: 20, height: 12 };

export class DensityMap {
  readonly #grid: Grid;
  readonly #sums: Uint32Array;
  readonly #share: number;

  /** `share`: of a window, from which on it is hidden. */
  constructor(grid: Grid, share: number) {
    this.#grid = grid;
    this.#share = share;
    const { width, height, covered } = grid;
    this.#sums = new Uint32Array((width + 1) * (height + 1));
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const own = covered[row * width + column] ?? 0;
        this.#sums[this.#at(column + 1, row + 1)] =
          own + this.#sum(column, row + 1) + this.#sum(column + 1, row) - this.#sum(column, row);
      }
    }
  }

  #at(column: number, row: number): number {
    return row * (this.#grid.width + 1) + column;
  }

  #sum(column: number, row: number): number {
    return this.#sums[this.#at(column, row)] ?? 0;
  }

  /** Some window that lies wholly in the area is hidden. */
  isDense({ left, bottom, right, top }: Box): boolean {
    const { width, height } = WINDOW;
    const [last, high] = [
      Math.min(this.#grid.width, Math.ceil(right)) - width,
      Math.min(this.#grid.height, Math.ceil(top)) - height,
    ];
    for (let row = Math.max(0, Math.floor(bottom)); row <= high; row += 2) {
      for (let column = Math.max(0, Math.floor(left)); column <= last; column += 2) {
        const inside =
          this.#sum(column + width, row + height) -
          this.#sum(column, row + height) -
          this.#sum(column + width, row) +
          this.#sum(column, row);
        if (inside >= this.#share * width * height) return true;
      }
    }
    return false;
  }
}
