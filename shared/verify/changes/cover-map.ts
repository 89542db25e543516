/** Where a stamp covers a stretch without a gap: point by point once, then asked for any area. */

import { DensityMap } from "./density-map.ts";
import type { OpaquePart } from "./opaque-parts.ts";
import type { Box } from "./picture.ts";
import { intersectionOf } from "./plane.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Points of a stamp, one for each point of length. */
export interface Grid extends Size {
  readonly covered: Uint8Array;
}

/** Sizes, in points, of paint without a gap that hides something readable: a filled box a letter, inside a drawing half a word. */
const BOX: Size = { width: 5, height: 4 };
const DRAWING: Size = { width: 14, height: 8 };

/** Points a side that are looked at, at most; a stamp is no larger than a page. */
const MAX_SIDE = 1200;
/** Points over all parts. */
const MAX_POINTS = 20_000_000;

export class CoverMap {
  readonly #rect: Box;
  readonly #maps: readonly BlockMap[];
  readonly #densities: readonly DensityMap[];

  private constructor(rect: Box, boxes: Grid, all: Grid) {
    this.#rect = rect;
    this.#maps = [new BlockMap(boxes, BOX), new BlockMap(all, DRAWING)];
    this.#densities = [new DensityMap(boxes, 0.5), new DensityMap(all, 0.8)];
  }

  /** null where there is more of it than is looked at. */
  static of(parts: readonly OpaquePart[], rect: Box): CoverMap | null {
    const solid = parts.filter((part) => part.solid);
    const grids = [gridOf(solid, rect), gridOf(parts, rect)];
    const [boxes, all] = grids;
    if (!boxes || !all) return null;
    return new CoverMap(rect, boxes, all);
  }

  /** Whether, within an area of which it is not known what it shows, so much is painted over that something may be hidden. */
  coversBlock(area: Box): boolean {
    const common = intersectionOf(area, this.#rect);
    if (!common) return false;
    const [x, y] = [this.#rect.left, this.#rect.bottom];
    const own = {
      left: common.left - x,
      bottom: common.bottom - y,
      right: common.right - x,
      top: common.top - y,
    };
    return this.#maps.some((map) => map.hasBlock(own)) || this.#densities.some((map) => map.isDense(own));
  }
}

function gridOf(parts: readonly OpaquePart[], rect: Box): Grid | null {
  const [width, height] = [Math.ceil(rect.right - rect.left), Math.ceil(rect.top - rect.bottom)];
  if (width > MAX_SIDE || height > MAX_SIDE) return null;
  const covered = new Uint8Array(width * height);
  let points = 0;
  for (const part of parts) {
    const box = intersectionOf(part.box, rect);
    if (!box) continue;
    const [first, last] = [Math.floor(box.left - rect.left), Math.ceil(box.right - rect.left)];
    const [bottom, top] = [Math.floor(box.bottom - rect.bottom), Math.ceil(box.top - rect.bottom)];
    points += (last - first) * (top - bottom);
    if (points > MAX_POINTS) return null;
    for (let row = bottom; row < top; row++) {
      for (let column = first; column < last; column++) {
        // A point that is touched at all counts as covered.
        const isHit = part.solid || part.covers(rect.left + column + 0.5, rect.bottom + row + 0.5);
        if (isHit) covered[row * width + column] = 1;
      }
    }
  }
  return { width, height, covered };
}

/** For each point how many blocks without a gap end below and left of it. */
class BlockMap {
  readonly #grid: Size;
  readonly #block: Size;
  readonly #sums: Uint32Array;

  constructor({ width, height, covered }: Grid, block: Size) {
    this.#grid = { width, height };
    this.#block = block;
    this.#sums = new Uint32Array((width + 1) * (height + 1));
    // For each column, how many covered points stand above one another down to the present row.
    const runs = new Uint16Array(width);
    for (let row = 0; row < height; row++) {
      let wide = 0;
      for (let column = 0; column < width; column++) {
        const run = covered[row * width + column] ? (runs[column] ?? 0) + 1 : 0;
        runs[column] = run;
        wide = run >= block.height ? wide + 1 : 0;
        const ends = wide >= block.width ? 1 : 0;
        this.#sums[this.#at(column + 1, row + 1)] =
          ends + this.#sum(column, row + 1) + this.#sum(column + 1, row) - this.#sum(column, row);
      }
    }
  }

  #at(column: number, row: number): number {
    return row * (this.#grid.width + 1) + column;
  }

  #sum(column: number, row: number): number {
    return this.#sums[this.#at(column, row)] ?? 0;
  }

  /** A block that lies wholly in the area. */
  hasBlock({ left, bottom, right, top }: Box): boolean {
    const { width, height } = this.#grid;
    const [first, low] = [
      Math.floor(left) + this.#block.width - 1,
      Math.floor(bottom) + this.#block.height - 1,
    ];
    const [last, high] = [Math.min(width, Math.ceil(right)), Math.min(height, Math.ceil(top))];
    if (first >= last || low >= high) return false;
    const ends =
      this.#sum(last, high) - this.#sum(first, high) - this.#sum(last, low) + this.#sum(first, low);
    return ends > 0;
  }
}
