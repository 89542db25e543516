/** The picture of a stamp: how large it is on paper, and a stamp that is nothing else. */

import type { Appearance } from "../appearance/appearance.ts";
import { imageFacts } from "../appearance/image-object.ts";
import { POINTS_PER_MM, type VisualRect } from "../appearance/visual-page.ts";

/** Seals of agencies measure 36 mm. */
const SEAL_MM = 36;

/** A picture that fills its stamp. */
export function imageLook(page: number, image: Uint8Array, rect: VisualRect): Appearance {
  return { page, rect, marks: [{ kind: "image", image, box: { ...rect, x: 0, y: 0 } }] };
}

/** By its own resolution; null where the file names none. */
export function ownSize(image: Uint8Array): { width: number; height: number } | null {
  const { width, height, dpi } = imageFacts(image);
  return dpi === null ? null : { width: (width * 72) / dpi, height: (height * 72) / dpi };
}

/** Of a seal whose size nobody knows. */
export function sealSize(image: Uint8Array): { width: number; height: number } {
  const { width, height } = imageFacts(image);
  const scale = (SEAL_MM * POINTS_PER_MM) / Math.max(width, height);
  return { width: width * scale, height: height * scale };
}
