/** A stamp where the user put it: same marks, same shape. */

import type { Appearance, Mark } from "../appearance/appearance.ts";
import type { VisualRect } from "../appearance/visual-page.ts";

/** `rect` has the shape of the look's own; the marks grow with its width. */
export function movedLook<Look extends Omit<Appearance, "font">>(
  look: Look,
  { page, rect }: { readonly page: number; readonly rect: VisualRect },
): Look {
  const scale = rect.width / look.rect.width;
  const marks = scale === 1 ? look.marks : look.marks.map((mark) => scaled(mark, scale));
  return { ...look, page, rect, marks };
}

function scaled(mark: Mark, scale: number): Mark {
  if (mark.kind === "text") {
    return { ...mark, size: mark.size * scale, x: mark.x * scale, y: mark.y * scale };
  }
  const { x, y, width, height } = mark.box;
  return { ...mark, box: { x: x * scale, y: y * scale, width: width * scale, height: height * scale } };
}
