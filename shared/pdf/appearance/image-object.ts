/** An image as an image XObject (ISO 32000-2, 8.9.5) with its opacity. */

import { fail } from "#shared/errors.ts";
import { isJpeg, readJpeg } from "./jpeg.ts";
import { isSideways, type Turn, UPRIGHT } from "./jpeg-orientation.ts";
import type { NewObjects } from "./parts.ts";
import { decodePng, isPng } from "./png.ts";
import type { Raster } from "./raster.ts";

export interface ImageFacts {
  readonly width: number;
  readonly height: number;
  /** Dots an inch, as the file says; null where it does not. */
  readonly dpi: number | null;
}

export interface ImageStyle {
  /** PDF/A-1 has no transparency (ISO 19005-1, 6.4): opacity becomes a mask of one bit. */
  readonly opaque: boolean;
}

/** PNG or JPEG. IMAGE_UNSUPPORTED {reason} for anything else. */
export function imageFacts(bytes: Uint8Array): ImageFacts {
  if (isPng(bytes)) return decodePng(bytes);
  if (isJpeg(bytes)) return readJpeg(bytes);
  return fail("IMAGE_UNSUPPORTED", { reason: "kind" });
}

/** How the stored image is turned to be seen. Errors: IMAGE_UNSUPPORTED. */
export function imageTurn(bytes: Uint8Array): Turn {
  return isJpeg(bytes) ? readJpeg(bytes).turn : UPRIGHT;
}

/** Adds it as it is stored; answers the reference. */
export function addImage(objects: NewObjects, bytes: Uint8Array, style: ImageStyle): string {
  if (isPng(bytes)) return addRaster(objects, decodePng(bytes), style);
  if (isJpeg(bytes)) return addJpeg(objects, bytes);
  return fail("IMAGE_UNSUPPORTED", { reason: "kind" });
}

const IMAGE = "/Type /XObject\n/Subtype /Image";
const COLOUR_SPACES: Readonly<Record<number, string>> = { 1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK" };

function addJpeg(objects: NewObjects, data: Uint8Array): string {
  const { width, height, turn, components, inverted } = readJpeg(data);
  const stored = isSideways(turn) ? { width: height, height: width } : { width, height };
  const decode = inverted ? "\n/Decode [1 0 1 0 1 0 1 0]" : "";
  const entries = `${IMAGE}\n${size(stored)}\n/ColorSpace /${COLOUR_SPACES[components]}\n/BitsPerComponent 8${decode}`;
  return objects.addStream({ entries, data, filter: "DCTDecode" });
}

function addRaster(objects: NewObjects, raster: Raster, { opaque }: ImageStyle): string {
  const mask = raster.alpha && (opaque ? addBitMask(objects, raster) : addSoftMask(objects, raster));
  const opacity = mask ? `\n/${opaque ? "Mask" : "SMask"} ${mask}` : "";
  const entries = `${IMAGE}\n${size(raster)}\n/ColorSpace /DeviceRGB\n/BitsPerComponent 8${opacity}`;
  return objects.addStream({ entries, data: raster.rgb });
}

function size({ width, height }: { readonly width: number; readonly height: number }): string {
  return `/Width ${width}\n/Height ${height}`;
}

/** 11.6.5.2. */
function addSoftMask(objects: NewObjects, raster: Raster): string {
  const entries = `${IMAGE}\n${size(raster)}\n/ColorSpace /DeviceGray\n/BitsPerComponent 8`;
  return objects.addStream({ entries, data: raster.alpha ?? new Uint8Array(0) });
}

/** 8.9.6.3: a sample of 1 masks out. */
function addBitMask(objects: NewObjects, { width, height, alpha }: Raster): string {
  const rowBytes = Math.ceil(width / 8);
  const data = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((alpha?.[y * width + x] ?? 255) >= 128) continue;
      const at = y * rowBytes + (x >> 3);
      data[at] = (data[at] ?? 0) | (0x80 >> (x % 8));
    }
  }
  const entries = `${IMAGE}\n${size({ width, height })}\n/ImageMask true\n/BitsPerComponent 1`;
  return objects.addStream({ entries, data });
}
