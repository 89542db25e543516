/** Where paint with gaps hides as much as paint without: tiles, hatching. */

import type { Box } from "./picture.ts";
import { type Grid, SummedGrid } from "./summed-grid.ts";

/** In points: about a word of small text. */
const WINDOW = { width: 20, height: 12 };

export class DensityMap {
  readonly #covered: SummedGrid;
  readonly #share: number;

  /** `share`: of a window, from which on it is hidden. */
  constructor(grid: Grid, share: number) {
    const { width, covered } = grid;
    this.#covered = new SummedGrid(grid, (column, row) => covered[row * width + column] ?? 0);
    this.#share = share;
  }

  /** Some window that lies wholly in the area is hidden. */
  isDense({ left, bottom, right, top }: Box): boolean {
    const { width, height } = WINDOW;
    const { size } = this.#covered;
    const [last, high] = [
      Math.min(size.width, Math.ceil(right)) - width,
      Math.min(size.height, Math.ceil(top)) - height,
    ];
    for (let row = Math.max(0, Math.floor(bottom)); row <= high; row += 2) {
      for (let column = Math.max(0, Math.floor(left)); column <= last; column += 2) {
        const inside = this.#covered.between(column, row, column + width, row + height);
        if (inside >= this.#share * width * height) return true;
      }
    }
    return false;
  }
}
