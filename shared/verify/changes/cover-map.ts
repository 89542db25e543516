/** Where a stamp covers a stretch without a gap: point by point once, then asked for any area. */

import { DensityMap } from "./density-map.ts";
import type { OpaquePart } from "./opaque-parts.ts";
import type { Box } from "./picture.ts";
import { intersectionOf } from "./plane.ts";
import { type Grid, type Size, SummedGrid } from "./summed-grid.ts";

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

/** Where blocks without a gap lie. */
class BlockMap {
  readonly #block: Size;
  /** Blocks by their last point. */
  readonly #ends: SummedGrid;

  constructor(grid: Grid, block: Size) {
    this.#block = block;
    this.#ends = new SummedGrid(grid, blockEnds(grid, block));
  }

  /** A block that lies wholly in the area. */
  hasBlock({ left, bottom, right, top }: Box): boolean {
    const { width, height } = this.#ends.size;
    const [first, low] = [
      Math.floor(left) + this.#block.width - 1,
      Math.floor(bottom) + this.#block.height - 1,
    ];
    const [last, high] = [Math.min(width, Math.ceil(right)), Math.min(height, Math.ceil(top))];
    return first < last && low < high && this.#ends.between(first, low, last, high) > 0;
  }
}

/** 1 where a block without a gap ends, asked row by row. */
function blockEnds({ width, covered }: Grid, block: Size): (column: number, row: number) => number {
  // For each column, how many covered points stand above one another down to the present row.
  const runs = new Uint16Array(width);
  let wide = 0;
  return (column, row) => {
    const run = covered[row * width + column] ? (runs[column] ?? 0) + 1 : 0;
    runs[column] = run;
    wide = run >= block.height ? (column === 0 ? 1 : wide + 1) : 0;
    return wide >= block.width ? 1 : 0;
  };
}
