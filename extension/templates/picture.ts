/** What a file is as the picture of a stamp: read by the same readers that put it into a document. Runs in a worker. Pure. */

import { SignError } from "#shared/errors.ts";
import { isJpeg, readJpeg } from "#shared/pdf/appearance/jpeg.ts";
import { decodePng, isPng } from "#shared/pdf/appearance/png.ts";
import { type ImageWarning, imageWarnings } from "#shared/pdf/stamps/image-check.ts";
import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import { isSealPreset, type PICTURE_TYPES, TEMPLATE_LIMITS } from "./template.ts";

/** Why a file cannot be the picture of a stamp. */
type PictureRefusal =
  | "bytes"
  | "kind"
  | "damaged"
  | "pixels"
  | "interlaced"
  | "animated"
  | "jpeg-kind"
  | "cmyk";

export interface UsablePicture {
  readonly kind: "usable";
  readonly type: (typeof PICTURE_TYPES)[number];
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** As the file says; null where it does not, or says what no stamp can be. Millimetres. */
  readonly size: PaperSize | null;
  readonly warnings: Readonly<Record<"seal" | "signature", readonly ImageWarning[]>>;
}

export interface PaperSize {
  readonly widthMm: number;
  readonly heightMm: number;
}

export type PictureReading = UsablePicture | { readonly kind: "refused"; readonly reason: PictureRefusal };

export function readPicture(bytes: Uint8Array): PictureReading {
  if (bytes.length > TEMPLATE_LIMITS.picture) return { kind: "refused", reason: "bytes" };
  try {
    return usable(bytes);
  } catch (thrown) {
    return { kind: "refused", reason: reasonOf(thrown) };
  }
}

const REASONS: Readonly<Record<string, PictureRefusal>> = {
  damaged: "damaged",
  size: "pixels",
  interlaced: "interlaced",
  animated: "animated",
  "jpeg-kind": "jpeg-kind",
};

function reasonOf(thrown: unknown): PictureRefusal {
  if (!(thrown instanceof SignError)) throw thrown;
  return REASONS[String(thrown.detail?.["reason"])] ?? "damaged";
}

function usable(bytes: Uint8Array): PictureReading {
  const type = isPng(bytes) ? "image/png" : isJpeg(bytes) ? "image/jpeg" : null;
  if (type === null) return { kind: "refused", reason: "kind" };
  const facts = type === "image/png" ? { ...decodePng(bytes), components: 3 } : readJpeg(bytes);
  // Screens and printers turn its inks into colours each in their own way: what is seen would not be what is printed.
  if (facts.components === 4) return { kind: "refused", reason: "cmyk" };
  const { width, height, dpi } = facts;
  return {
    ...{ kind: "usable", type, width, height, size: dpi === null ? null : sizeAt(dpi, { width, height }) },
    warnings: { seal: imageWarnings(bytes, "seal"), signature: imageWarnings(bytes, "signature") },
  };
}

/** Screenshots and photographs name a density that says nothing of a size: no stamp is so large or so small. */
const SIZES_MM = { least: 4, most: 100 };

function sizeAt(dpi: number, { width, height }: { width: number; height: number }): PaperSize | null {
  const size = { widthMm: tenths((width * 25.4) / dpi), heightMm: tenths((height * 25.4) / dpi) };
  const [low, high] = [Math.min(size.widthMm, size.heightMm), Math.max(size.widthMm, size.heightMm)];
  return low >= SIZES_MM.least && high <= SIZES_MM.most ? size : null;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Most that a stamp without a size of its own gets, millimetres. */
const PROPOSED = {
  leader: { width: 55, height: 28 },
  initial: { width: 30, height: 9 },
  seal: { width: 36, height: 36 },
};

/** The file's own size, else what the preset usually has. */
export function proposedSize(picture: UsablePicture, preset: PresetName): PaperSize {
  if (picture.size) return picture.size;
  const { width, height } =
    PROPOSED[isSealPreset(preset) ? "seal" : preset === "initial" ? "initial" : "leader"];
  const scale = Math.min(width / picture.width, height / picture.height);
  return { widthMm: tenths(picture.width * scale), heightMm: tenths(picture.height * scale) };
}

/** Its shape is never changed: the height follows the width. Null where a side is out of bounds. */
export function sizeOfWidth(
  { width, height }: { readonly width: number; readonly height: number },
  widthMm: number,
): PaperSize | null {
  const heightMm = tenths((widthMm * height) / width);
  const { side } = TEMPLATE_LIMITS;
  const fits = [widthMm, heightMm].every((length) => length >= 1 && length <= side);
  return fits ? { widthMm, heightMm } : null;
}
