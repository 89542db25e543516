/** Where two pictures of a page differ to the eye. Pure. */

import type { PageBox } from "../../engine-look-messages.ts";

export interface Pixels {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha for each pixel, row by row. */
  readonly data: Uint8ClampedArray;
}

/** Side of the squares that are counted as a whole, device pixels. */
const TILE = 8;
/** Difference of one colour that an eye sees; edges of letters are drawn the same in both. */
const SEEN = 24;
/** Tiles between two places that are still one. */
const REACH = 2;
const WHOLE_PAGE: PageBox = { left: 0, top: 0, width: 1, height: 1 };

/** Boxes around what differs, from the top; none for equal pictures, the whole page where their sizes differ. */
export function pixelChanges(before: Pixels, after: Pixels): PageBox[] {
  if (before.width !== after.width || before.height !== after.height) return [WHOLE_PAGE];
  const columns = Math.ceil(after.width / TILE);
  const rows = Math.ceil(after.height / TILE);
  const tiles = new Set<number>();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (isTileChanged({ before, after }, column, row)) tiles.add(row * columns + column);
    }
  }
  return groups(tiles, columns).map((group) =>
    boxOf(group, { columns, width: after.width, height: after.height }),
  );
}

function isTileChanged(
  { before, after }: { before: Pixels; after: Pixels },
  column: number,
  row: number,
): boolean {
  const right = Math.min(after.width, (column + 1) * TILE);
  const bottom = Math.min(after.height, (row + 1) * TILE);
  for (let y = row * TILE; y < bottom; y++) {
    for (let x = column * TILE; x < right; x++) {
      const at = 4 * (y * after.width + x);
      for (let part = 0; part < 3; part++) {
        if (Math.abs((before.data[at + part] ?? 0) - (after.data[at + part] ?? 0)) > SEEN) return true;
      }
    }
  }
  return false;
}

/** Tiles that lie near each other. */
function groups(tiles: Set<number>, columns: number): number[][] {
  const left = new Set(tiles);
  const found: number[][] = [];
  for (const first of tiles) {
    if (!left.delete(first)) continue;
    const group = [first];
    // The list grows while it is walked: each new tile brings its own neighbours.
    for (const tile of group) {
      for (const near of neighbours(tile, columns)) if (left.delete(near)) group.push(near);
    }
    found.push(group);
  }
  return found;
}

function* neighbours(tile: number, columns: number): Generator<number> {
  const [column, row] = [tile % columns, Math.floor(tile / columns)];
  for (let down = -REACH; down <= REACH; down++) {
    for (let across = -REACH; across <= REACH; across++) {
      const near = column + across;
      if (near >= 0 && near < columns && row + down >= 0) yield (row + down) * columns + near;
    }
  }
}

interface Grid {
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(group: readonly number[], { columns, width, height }: Grid): PageBox {
  const across = group.map((tile) => tile % columns);
  const down = group.map((tile) => Math.floor(tile / columns));
  const [left, top] = [least(across) * TILE, least(down) * TILE];
  const right = Math.min(width, (most(across) + 1) * TILE);
  const bottom = Math.min(height, (most(down) + 1) * TILE);
  return {
    left: left / width,
    top: top / height,
    width: (right - left) / width,
    height: (bottom - top) / height,
  };
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}
