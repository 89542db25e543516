/** A picture of a page, or of a part of it, with boxes around what is meant. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PageBox } from "../../engine-look-messages.ts";

interface PictureProps {
  readonly bitmap: ImageBitmap;
  /** What it shows, for who does not see it. */
  readonly label: string;
  /** The part that is shown; the whole page where nothing is said. */
  readonly part?: PageBox;
  readonly boxes?: readonly PageBox[];
}

const WHOLE: PageBox = { left: 0, top: 0, width: 1, height: 1 };

export function Picture({ bitmap, label, part = WHOLE, boxes = [] }: PictureProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, bitmap, part);
  }, [bitmap, part]);
  return (
    <span class="picture">
      <canvas ref={canvas} role="img" aria-label={label} />
      {boxes.map((box) => (
        <i key={`${box.left} ${box.top}`} style={placeOf(box)} />
      ))}
    </span>
  );
}

function paint(canvas: HTMLCanvasElement, bitmap: ImageBitmap, part: PageBox): void {
  const [x, y] = [part.left * bitmap.width, part.top * bitmap.height];
  const [width, height] = [part.width * bitmap.width, part.height * bitmap.height];
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  canvas.getContext("2d")?.drawImage(bitmap, x, y, width, height, 0, 0, canvas.width, canvas.height);
}

function placeOf({ left, top, width, height }: PageBox): Record<string, string> {
  const percent = (share: number) => `${100 * share}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
