/** Whether the letters of a field can be read in the order in which they are written (rule R13): what a viewer shows is what is compared. */

import { apply } from "../../pdf/text/matrix.ts";
import type { PlacedGlyph } from "../../pdf/text/text-state.ts";
import type { Box } from "./picture.ts";

interface Line {
  readonly glyphs: readonly PlacedGlyph[];
  /** All of them on the page; each letter must stand in each. */
  readonly within: readonly Box[];
}

/** In points; smaller is dust. */
const MIN_SIZE = 3;
/** The smallest letter of one value beside the largest. */
const MAX_RATIO = 2;

export function isLegible({ glyphs, within }: Line): boolean {
  const written = glyphs.filter(({ letter }) => letter !== " ");
  const sizes = written.map(sizeOf);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (written.length > 0 && (least < MIN_SIZE || most > MAX_RATIO * least)) return false;
  const inside = written.every((glyph) => within.every((box) => isInside(glyph, box)));
  return inside && glyphs.every((glyph, index) => follows(glyphs[index - 1], glyph));
}

function sizeOf({ matrix: [, , c, d] }: PlacedGlyph): number {
  return Math.hypot(c, d);
}

/** Its middle. */
function isInside({ matrix, width }: PlacedGlyph, { left, bottom, right, top }: Box): boolean {
  const [x, y] = apply(matrix, width / 2, 0.25);
  return x >= left && x <= right && y >= bottom && y <= top;
}

/** Behind the one before it, or on a line below. */
function follows(before: PlacedGlyph | undefined, { matrix }: PlacedGlyph): boolean {
  const [a, b, c, d, x, y] = matrix;
  const isUpright = a * d - b * c > 0 && Math.abs(a * c + b * d) < 0.05 * Math.abs(a * d - b * c);
  if (!before) return isUpright;
  const [oldA, oldB, , , oldX, oldY] = before.matrix;
  const [width, height] = [Math.hypot(a, b), Math.hypot(c, d)];
  const isSameWay = Math.abs(a * oldB - b * oldA) < 0.02 * width * Math.hypot(oldA, oldB);
  if (!isUpright || !isSameWay || a * oldA + b * oldB <= 0) return false;
  const along = ((x - oldX) * a + (y - oldY) * b) / (width * width);
  const across = ((x - oldX) * c + (y - oldY) * d) / (height * height);
  if (Math.abs(across) < 0.1) return along >= 0.5 * before.width;
  return across <= -0.5;
}
