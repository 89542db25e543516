/** Where an image with a soft mask covers what is beneath it (ISO 32000-2 11.6.5.2). */

import { SignError } from "../../errors.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { isDictPlace, nameOf, naturalOf, type Place } from "../../pdf/objects.ts";
import { apply, type Matrix } from "../../pdf/text/matrix.ts";
import { inverse } from "./plane.ts";

/** From here on a sample of a mask lets nothing be read through it. */
const OPAQUE = 0x80;
const MAX_SAMPLES = 16 * 1024 * 1024;

interface Mask {
  readonly width: number;
  readonly height: number;
  readonly samples: Uint8Array;
}

/** From here to OPAQUE: a sample dims what is beneath. */
const DIM = 0x18;
/** Of all samples; fewer are the soft edges of a drawing. */
const EDGES = 0.1;

interface AlphaMask {
  /** A point of the page. */
  covers(x: number, y: number): boolean;
  /** A good part of it dims what is beneath. */
  readonly isVeil: boolean;
}

/** null where all of the image covers, or its mask cannot be read. */
export function alphaMask(document: PdfDocument, image: Place, matrix: Matrix): AlphaMask | null {
  // 8.9.5.1, table 87: then the image brings a mask of its own.
  if (image.value.kind !== "dict" || image.value.entries.has("SMaskInData")) return null;
  const mask = maskOf(document, document.objects.entry(image, "SMask"));
  const back = inverse(matrix);
  if (!mask || !back) return null;
  const { width, height, samples } = mask;
  const dim = samples.reduce((count, sample) => count + (sample >= DIM && sample < OPAQUE ? 1 : 0), 0);
  const covers = (x: number, y: number): boolean => {
    const [u, v] = apply(back, x, y);
    if (u < 0 || u >= 1 || v <= 0 || v > 1) return false;
    const [column, row] = [Math.floor(u * width), Math.floor((1 - v) * height)];
    return (samples[row * width + column] ?? 0xff) >= OPAQUE;
  };
  return { covers, isVeil: dim > EDGES * samples.length };
}

function maskOf(document: PdfDocument, place: Place | null): Mask | null {
  const { objects } = document;
  if (!isDictPlace(place) || place.owner.streamAt === null) return null;
  const natural = (key: string) => naturalOf(objects.entry(place, key)?.value) ?? 0;
  const [width, height] = [natural("Width"), natural("Height")];
  const isPlain =
    natural("BitsPerComponent") === 8 &&
    nameOf(objects.entry(place, "ColorSpace")?.value) === "DeviceGray" &&
    !place.value.entries.has("Decode");
  if (!isPlain || width * height === 0 || width * height > MAX_SAMPLES) return null;
  const samples = tryData(document, place);
  return samples && samples.length >= width * height ? { width, height, samples } : null;
}

function tryData({ objects }: PdfDocument, { owner }: Place): Uint8Array | null {
  try {
    return objects.streamData(owner);
  } catch (thrown) {
    if (thrown instanceof SignError) return null;
    throw thrown;
  }
}
