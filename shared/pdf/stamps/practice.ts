/** The stamp of a practice signature says that it has no value, in words that cannot be cropped away from the picture above them. */

import type { Appearance } from "../appearance/appearance.ts";
import { textLine } from "../appearance/text-line.ts";
import { readTrueType } from "../appearance/true-type.ts";
import { LEADING } from "./free-stamp.ts";

/** Points. Into less width the words do not go: number and date stand beside a seal that says it. */
const SIZES = { largest: 8, smallest: 4 };

/** `words` in one line below the stamp, in the middle; the stamp grows downwards. */
export function practiceLook(look: Appearance, words: string, font: Uint8Array): Appearance {
  const { rect, marks } = look;
  const { width } = textLine(readTrueType(font), words);
  const size = Math.min(SIZES.largest, (rect.width * 1000) / width);
  if (size < SIZES.smallest) return look;
  const room = size * LEADING;
  const raised = marks.map((mark) =>
    mark.kind === "text"
      ? { ...mark, y: mark.y + room }
      : { ...mark, box: { ...mark.box, y: mark.box.y + room } },
  );
  const text = {
    kind: "text",
    text: words,
    size,
    x: (rect.width - (width * size) / 1000) / 2,
    y: size * 0.3,
  } as const;
  return {
    ...look,
    rect: { ...rect, y: rect.y - room, height: rect.height + room },
    marks: [...raised, text],
    font,
  };
}
