/** What a glyph covers, as a raster of its outline; where the outline comes from is each font program's own matter. */

export type Point = readonly [number, number];
/** A closed line. */
export type Contour = readonly Point[];

/** The contours of a glyph by its number, for a font size of 1. Errors: RangeError where they cannot be read. */
export type OutlineReader = (glyph: number) => readonly Contour[];

/** In the space of a glyph at a font size of 1. */
export interface GlyphShape {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
  /** Covers all of its bounds. */
  readonly solid: boolean;
  /** By a raster of its bounds; false outside. */
  covers(x: number, y: number): boolean;
}

/** The shape of a glyph by its number; null where it draws nothing. Errors: RangeError where the program cannot be read. */
export type ShapeReader = (glyph: number) => GlyphShape | null;

/** Points of one glyph, its components and what curves are divided into included. */
export const MAX_POINTS = 20_000;

/** Each glyph is drawn once. */
export function shapeReader(outlines: OutlineReader): ShapeReader {
  const known = new Map<number, GlyphShape | null>();
  return (glyph) => {
    const shape = known.get(glyph);
    if (shape !== undefined) return shape;
    const read = shapeOf(outlines(glyph));
    known.set(glyph, read);
    return read;
  };
}

const CELLS = 16;

function shapeOf(contours: readonly Contour[]): GlyphShape | null {
  let [left, bottom, right, top] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1e9, -1e9];
  for (const [x, y] of contours.flat()) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  }
  if (!(left < right && bottom < top)) return null;
  const cells = Array.from({ length: CELLS * CELLS }, (_, index) => {
    const [column, row] = [index % CELLS, Math.floor(index / CELLS)];
    const [x, y] = [(column + 0.5) / CELLS, (row + 0.5) / CELLS];
    return isInside(contours, left + x * (right - left), bottom + y * (top - bottom));
  });
  return {
    left,
    bottom,
    right,
    top,
    solid: cells.every(Boolean),
    covers(x, y) {
      const column = Math.floor(((x - left) / (right - left)) * CELLS);
      const row = Math.floor(((y - bottom) / (top - bottom)) * CELLS);
      const isOutside = column < 0 || row < 0 || column >= CELLS || row >= CELLS;
      return !isOutside && (cells[row * CELLS + column] ?? false);
    },
  };
}

/** By the nonzero winding rule. */
function isInside(contours: readonly Contour[], x: number, y: number): boolean {
  let winding = 0;
  for (const contour of contours) {
    let from = contour.at(-1);
    for (const to of contour) {
      if (from && from[1] <= y !== to[1] <= y) {
        const crossing = from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0]);
        if (crossing > x) winding += to[1] > from[1] ? 1 : -1;
      }
      from = to;
    }
  }
  return winding !== 0;
}
