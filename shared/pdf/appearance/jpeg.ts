/** What a PDF must know of a JPEG file (ITU-T T.81, annex B) to carry it as it is. */

import { fail } from "#shared/errors.ts";
import { latin1Text } from "../characters.ts";
import { exifTurn, isSideways, type Turn, UPRIGHT } from "./jpeg-orientation.ts";
import { checkSize } from "./raster.ts";

export interface JpegFacts {
  /** As it is seen: a camera that was held sideways stores it the other way round. */
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
  /** 1 grey, 3 colour, 4 CMYK. */
  readonly components: number;
  /** Adobe programs store CMYK upside down and say so by an APP14 marker. */
  readonly inverted: boolean;
  readonly dpi: number | null;
}

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** Baseline, extended and progressive, as the DCTDecode filter takes (ISO 32000-2, 7.4.8). */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Frames nobody draws: lossless, hierarchical, arithmetic. */
const OTHER_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/** IMAGE_UNSUPPORTED {reason}: "damaged", "jpeg-kind", "size". */
export function readJpeg(bytes: Uint8Array): JpegFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let dpi: number | null = null;
  let adobe = false;
  let turn = UPRIGHT;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) break;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (length < 2 || at + 2 + length > bytes.length) break;
    if (OTHER_FRAMES.has(marker)) fail("IMAGE_UNSUPPORTED", { reason: "jpeg-kind" });
    if (marker === 0xe0) dpi = densityOf(data);
    if (marker === 0xe1) turn = exifTurn(data) ?? turn;
    if (marker === 0xee && latin1Text(data.subarray(0, 5)) === "Adobe") adobe = true;
    if (FRAMES.has(marker) && !hasEnd(bytes)) break;
    if (FRAMES.has(marker)) return frameOf(data, { dpi, adobe, turn });
    at += 2 + length;
  }
  return fail("IMAGE_UNSUPPORTED", { reason: "damaged" });
}

/** B.1.1.3: EOI. What breaks off before it, viewers draw each in its own way; some programs write a little behind it. */
function hasEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at >= 2; at--) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  }
  return false;
}

/** B.2.2. */
function frameOf(
  data: Uint8Array,
  { dpi, adobe, turn }: { dpi: number | null; adobe: boolean; turn: Turn },
): JpegFacts {
  const [precision, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = data;
  if (precision !== 8 || ![1, 3, 4].includes(components)) fail("IMAGE_UNSUPPORTED", { reason: "jpeg-kind" });
  const [across, down] = [w1 * 256 + w0, h1 * 256 + h0];
  const size = isSideways(turn) ? { width: down, height: across } : { width: across, height: down };
  checkSize(size);
  return { ...size, turn, components, inverted: adobe && components === 4, dpi };
}

/** JFIF: unit 1 an inch, 2 a centimetre. */
function densityOf(data: Uint8Array): number | null {
  if (latin1Text(data.subarray(0, 4)) !== "JFIF") return null;
  const [unit = 0, x1 = 0, x0 = 0] = data.subarray(7, 10);
  const density = x1 * 256 + x0;
  if (density === 0 || (unit !== 1 && unit !== 2)) return null;
  return unit === 1 ? density : density * 2.54;
}
