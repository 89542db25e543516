/** What of a page changed between two pictures of it: where, in millimetres, in which colour, and how it is spread. */

import type { Picture } from "../../fixtures/stamps/raster.ts";

export interface Ink {
  /** Millimetres from the left and the top of the displayed page. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The mean of the darkest twentieth: edges and thin strokes are mixed with the paper. */
  readonly colour: readonly [number, number, number];
  /** Shares of changed pixels in three rows of six cells, from the top left. */
  readonly cells: readonly number[];
}

/** Of the part of a page; millimetres. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const CHANGED = 48;

/** Null where nothing changed. `widthMm`: of the displayed page. */
export function inkBetween(
  before: Picture,
  after: Picture,
  { widthMm, region }: { readonly widthMm: number; readonly region?: Region },
): Ink | null {
  const scale = widthMm / after.width;
  const points = changedPoints(before, after).filter(
    ({ x, y }) => !region || isIn(region, x * scale, y * scale),
  );
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const edges = {
    left: least(xs) * scale,
    top: least(ys) * scale,
    right: (most(xs) + 1) * scale,
    bottom: (most(ys) + 1) * scale,
  };
  return { ...edges, colour: colourOf(points), cells: cellsOf(points, { ...edges, scale }) };
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly colour: readonly [number, number, number];
}

function changedPoints(before: Picture, after: Picture): Point[] {
  const points: Point[] = [];
  for (let y = 0; y < after.height; y++) {
    for (let x = 0; x < after.width; x++) {
      const [old, colour] = [before.pixel(x, y), after.pixel(x, y)];
      const change = colour.reduce((sum, value, at) => sum + Math.abs(value - (old[at] ?? 0)), 0);
      if (change > CHANGED) points.push({ x, y, colour });
    }
  }
  return points;
}

function isIn({ left, top, right, bottom }: Region, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

const least = (values: readonly number[]) =>
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

function colourOf(points: readonly Point[]): [number, number, number] {
  const light = ({ colour }: Point) => colour[0] + colour[1] + colour[2];
  const dark = points.toSorted((a, b) => light(a) - light(b)).slice(0, Math.ceil(points.length / 20));
  const mean = (at: 0 | 1 | 2) => dark.reduce((sum, { colour }) => sum + colour[at], 0) / dark.length;
  return [mean(0), mean(1), mean(2)];
}

const [COLUMNS, ROWS] = [6, 3];

function cellsOf(points: readonly Point[], edges: Region & { readonly scale: number }): number[] {
  const { left, top, right, bottom, scale } = edges;
  const cells = Array.from({ length: COLUMNS * ROWS }, () => 0);
  for (const { x, y } of points) {
    const column = Math.min(COLUMNS - 1, Math.floor((COLUMNS * (x * scale - left)) / (right - left)));
    const row = Math.min(ROWS - 1, Math.floor((ROWS * (y * scale - top)) / (bottom - top)));
    cells[row * COLUMNS + column] = (cells[row * COLUMNS + column] ?? 0) + 1;
  }
  return cells.map((count) => count / points.length);
}
