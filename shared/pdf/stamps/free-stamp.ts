/** A stamp of the user's own: an image, some lines of text, or both side by side, in a rectangle that is given. */

import { fail } from "#shared/errors.ts";
import type { Appearance, Mark } from "../appearance/appearance.ts";
import { imageFacts } from "../appearance/image-object.ts";
import { wrapped } from "../appearance/text-line.ts";
import { readTrueType, type TrueType } from "../appearance/true-type.ts";
import type { VisualRect } from "../appearance/visual-page.ts";

export interface FreeStamp {
  /** From 1; -1 is the last. */
  readonly page: number;
  readonly rect: VisualRect;
  /** PNG or JPEG. */
  readonly image?: Uint8Array | undefined;
  /** May have several lines; long ones are broken between words. */
  readonly text?: string | undefined;
  /** TrueType. */
  readonly font: Uint8Array;
}

/** Points: the largest size text is set in, and the smallest it is shrunk to where it would not fit. */
const TEXT_SIZES = { largest: 10, smallest: 4, step: 0.5 };
/** Lines from baseline to baseline, in font sizes. */
export const LEADING = 1.2;
/** Of the width, for the image where text stands beside it. */
const IMAGE_SHARE = 0.4;

/** Letters; each is measured in every size that is tried. */
const MAX_TEXT = 2000;

/** Errors: IMAGE_UNSUPPORTED, GLYPH_MISSING, INVALID_ARGUMENT {argument: "font"}, LIMIT_EXCEEDED {limit: "stampText"} where it does not fit. */
export function freeStamp({ page, rect, image, text, font }: FreeStamp): Appearance {
  const { width, height } = rect;
  const share = text === undefined ? 1 : IMAGE_SHARE;
  const marks: Mark[] = [];
  if (image) marks.push(fitImage(image, { x: 0, y: 0, width: share * width, height }));
  if (text !== undefined) {
    const left = image ? IMAGE_SHARE * width : 0;
    marks.push(...fitText(readTrueType(font), text, { x: left, y: 0, width: width - left, height }));
  }
  return { page, rect, marks, font };
}

/** As large as fits without distortion, in the middle. */
function fitImage(image: Uint8Array, space: VisualRect): Mark {
  const facts = imageFacts(image);
  const scale = Math.min(space.width / facts.width, space.height / facts.height);
  const [width, height] = [facts.width * scale, facts.height * scale];
  const box = {
    x: space.x + (space.width - width) / 2,
    y: space.y + (space.height - height) / 2,
    width,
    height,
  };
  return { kind: "image", image, box };
}

function fitText(font: TrueType, text: string, space: VisualRect): Mark[] {
  if (text.length > MAX_TEXT) fail("LIMIT_EXCEEDED", { limit: "stampText" });
  let size = TEXT_SIZES.largest;
  let lines = wrapped(font, text, { size, width: space.width });
  while (size > TEXT_SIZES.smallest && lines.length * size * LEADING > space.height) {
    size -= TEXT_SIZES.step;
    lines = wrapped(font, text, { size, width: space.width });
  }
  // What would be cut off is not what was agreed to.
  if (lines.length * size * LEADING > space.height + size) fail("LIMIT_EXCEEDED", { limit: "stampText" });
  return linesFrom({ lines, size, x: space.x, top: space.y + space.height });
}

/** Lines below one another; `top` is the upper edge of the first. */
export function linesFrom(block: { lines: readonly string[]; size: number; x: number; top: number }): Mark[] {
  const { lines, size, x, top } = block;
  return lines.map((text, index) => ({
    kind: "text",
    text,
    size,
    x,
    // Ascenders, with the marks above capitals, take about nine tenths of the size.
    y: top - size * (0.9 + LEADING * index),
  }));
}
