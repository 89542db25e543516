/** How a stamp moves and grows under keys and pointer; places in points on the displayed page, from its bottom-left corner. Pure. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const POINTS_PER_MM = 72 / 25.4;

/** Smallest and largest width of a stamp that may be resized, points. */
const WIDTHS = { min: 8 * POINTS_PER_MM, max: 150 * POINTS_PER_MM };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

const DIRECTIONS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Arrow keys: 1 mm, with Shift 5, with Ctrl 0.1; `[` and `]`: 1 mm of width. Null for any other key. */
export function pressed(
  rect: Rect,
  { key, shiftKey, ctrlKey }: Pressed,
  { resizable }: { resizable: boolean },
): Rect | null {
  const direction = DIRECTIONS[key];
  if (direction) {
    const step = (shiftKey ? 5 : ctrlKey ? 0.1 : 1) * POINTS_PER_MM;
    return { ...rect, x: rect.x + step * direction[0], y: rect.y + step * direction[1] };
  }
  if (!resizable || (key !== "[" && key !== "]")) return null;
  return grown(rect, rect.width + (key === "]" ? POINTS_PER_MM : -POINTS_PER_MM));
}

/** Another width, same shape, same middle. */
function grown(rect: Rect, wanted: number): Rect {
  const width = Math.min(WIDTHS.max, Math.max(WIDTHS.min, wanted));
  const height = (rect.height * width) / rect.width;
  return {
    x: rect.x + (rect.width - width) / 2,
    y: rect.y + (rect.height - height) / 2,
    width,
    height,
  };
}

export type Corner = "nw" | "ne" | "sw" | "se";

/** A corner is dragged by `right`, `up` points: same shape, the opposite corner stays. */
export function dragged(rect: Rect, corner: Corner, { right }: { right: number }): Rect {
  const west = corner === "nw" || corner === "sw";
  const south = corner === "sw" || corner === "se";
  const wanted = rect.width + (west ? -right : right);
  const width = Math.min(WIDTHS.max, Math.max(WIDTHS.min, wanted));
  const height = (rect.height * width) / rect.width;
  return {
    x: west ? rect.x + rect.width - width : rect.x,
    y: south ? rect.y + rect.height - height : rect.y,
    width,
    height,
  };
}
