/** Images of a stamp, decoded or passed through, and the bound on their size. */

import { fail } from "#shared/errors.ts";

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, rows from the top. */
  readonly rgb: Uint8Array;
  /** Opacity, a byte a pixel; null where all is opaque. */
  readonly alpha: Uint8Array | null;
  /** Dots an inch, as the file says. */
  readonly dpi: number | null;
}

/** A seal of 5 cm at 1200 dpi has 5.6 million. */
const MAX_PIXELS = 16_000_000;

/** IMAGE_UNSUPPORTED {reason: "size"}; asked before anything is decoded. */
export function checkSize({ width, height }: { readonly width: number; readonly height: number }): void {
  if (width < 1 || height < 1 || width * height > MAX_PIXELS) fail("IMAGE_UNSUPPORTED", { reason: "size" });
}
