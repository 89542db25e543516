/** PNG images (ISO/IEC 15948) as colours and opacity of eight bits; written for images a user chose, which may still be hostile. */

import { concatBytes } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { latin1Text } from "../characters.ts";
import { inflate } from "../inflate.ts";
import { undoPredictor } from "../predictor.ts";
import { type PngHeader, type PngPalette, pixelReader } from "./png-pixels.ts";
import type { Raster } from "./raster.ts";
import { checkSize } from "./raster.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples in a pixel by colour type (11.2.2), and the bit depths that go with it. */
const COLOUR_TYPES: Readonly<
  Record<number, { readonly channels: number; readonly depths: readonly number[] }>
> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};
/** Chunks of a lawful file are few; a hostile one may hold millions of empty ones. */
const MAX_CHUNKS = 100_000;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** IMAGE_UNSUPPORTED {reason}: "damaged", "interlaced", "animated", "size". Checksums are not asked for: a damaged picture shows. */
export function decodePng(bytes: Uint8Array): Raster {
  if (!isPng(bytes)) damaged();
  const chunks = chunksOf(bytes);
  const header = headerOf(chunks.find(({ type }) => type === "IHDR")?.data);
  checkSize(header);
  // What a window shows of a moving picture is not what is printed.
  if (chunks.some(({ type }) => type === "acTL")) fail("IMAGE_UNSUPPORTED", { reason: "animated" });
  const rowBytes = Math.ceil((header.width * header.channels * header.depth) / 8);
  const expected = header.height * (rowBytes + 1);
  const packed = concatBytes(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data));
  const filtered = inflate(packed, expected + 65_536).bytes;
  if (filtered.length < expected) damaged();
  const rows = unfiltered(filtered.subarray(0, expected), header);
  return { ...pixels(rows, header, paletteOf(chunks, header)), ...resolutionOf(chunks) };
}

function damaged(): never {
  fail("IMAGE_UNSUPPORTED", { reason: "damaged" });
}

function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = latin1Text(bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length || chunks.length >= MAX_CHUNKS) damaged();
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    if (type === "IEND") break;
    at += 12 + length;
  }
  return chunks;
}

/** 11.2.2. */
function headerOf(data: Uint8Array | undefined): PngHeader {
  if (!data || data.length < 13) damaged();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth, colourType, compression, filter, interlace] = data.subarray(8, 13);
  const kind = COLOUR_TYPES[colourType ?? -1];
  if (!kind || depth === undefined || !kind.depths.includes(depth) || compression !== 0 || filter !== 0)
    damaged();
  if (interlace !== 0) fail("IMAGE_UNSUPPORTED", { reason: "interlaced" });
  return {
    width: view.getUint32(0),
    height: view.getUint32(4),
    depth,
    colourType: colourType ?? 0,
    channels: kind.channels,
  };
}

/** The filters of PNG rows are those of the predictors of PDF. */
function unfiltered(data: Uint8Array, { width, depth, channels }: PngHeader): Uint8Array {
  try {
    return undoPredictor(data, { predictor: 15, colors: channels, bitsPerComponent: depth, columns: width });
  } catch (thrown) {
    return fail("IMAGE_UNSUPPORTED", { reason: "damaged" }, thrown);
  }
}

function paletteOf(chunks: readonly Chunk[], header: PngHeader): PngPalette {
  const find = (type: string) => chunks.find((chunk) => chunk.type === type)?.data ?? null;
  const colours = find("PLTE");
  if (header.colourType === 3 && !colours) damaged();
  return { colours, transparency: find("tRNS") };
}

function pixels(
  rows: Uint8Array,
  header: PngHeader,
  palette: PngPalette,
): Pick<Raster, "width" | "height" | "rgb" | "alpha"> {
  const { width, height } = header;
  const rgb = new Uint8Array(3 * width * height);
  const alpha = new Uint8Array(width * height);
  const read = pixelReader(rows, header, palette);
  let opaque = true;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const opacity = read(x, y, rgb, 3 * at);
      alpha[at] = opacity;
      opaque &&= opacity === 255;
    }
  }
  return { width, height, rgb, alpha: opaque ? null : alpha };
}

/** 11.3.4.3: pixels in a metre. */
function resolutionOf(chunks: readonly Chunk[]): Pick<Raster, "dpi"> {
  const data = chunks.find(({ type }) => type === "pHYs")?.data;
  if (!data || data.length < 9 || data[8] !== 1) return { dpi: null };
  const perMetre = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(0);
  return { dpi: perMetre > 0 ? perMetre * 0.0254 : null };
}
