/** Predictors of Flate and LZW streams (ISO 32000-2, 7.4.4.4): PNG rows and TIFF predictor 2. */

import { SyntaxFault } from "./lexer.ts";

export interface PredictorParameters {
  /** 1 none, 2 TIFF, 10 to 15 PNG (each row names its own). */
  readonly predictor: number;
  readonly colors: number;
  readonly bitsPerComponent: number;
  readonly columns: number;
}

/** Undoes the prediction; a short last row counts as far as it goes. Throws SyntaxFault for unlawful parameters. */
export function undoPredictor(data: Uint8Array, parameters: PredictorParameters): Uint8Array {
  const { predictor, colors, bitsPerComponent, columns } = parameters;
  if (predictor === 1) return data;
  const bitsPerPixel = colors * bitsPerComponent;
  const rowBytes = Math.ceil((bitsPerPixel * columns) / 8);
  const lawful =
    colors >= 1 && columns >= 1 && [1, 2, 4, 8, 16].includes(bitsPerComponent) && rowBytes < 2 ** 31;
  if (!lawful) throw new SyntaxFault("predictor parameters", 0);
  const pixelBytes = Math.max(1, Math.floor(bitsPerPixel / 8));
  if (predictor === 2) return undoTiff(data, parameters, rowBytes);
  if (predictor >= 10 && predictor <= 15) return undoPng(data, rowBytes, pixelBytes);
  throw new SyntaxFault("predictor", 0);
}

/** ISO/IEC 15948, 9: each row is led by the number of its filter. */
function undoPng(data: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array {
  const rows = Math.ceil(data.length / (rowBytes + 1));
  const output = new Uint8Array(Math.max(0, data.length - rows));
  let previous = new Uint8Array(Math.min(rowBytes, output.length));
  for (let row = 0; row < rows; row++) {
    const from = row * (rowBytes + 1);
    const filter = data[from] ?? 0;
    const input = data.subarray(from + 1, from + 1 + rowBytes);
    const current = output.subarray(row * rowBytes, row * rowBytes + input.length);
    undoRow({ filter, input, current, previous, pixelBytes });
    previous = current;
  }
  return output;
}

interface PngRow {
  readonly filter: number;
  readonly input: Uint8Array;
  readonly current: Uint8Array;
  readonly previous: Uint8Array;
  readonly pixelBytes: number;
}

function undoRow({ filter, input, current, previous, pixelBytes }: PngRow): void {
  // Cross-reference streams have this one on every row, and many rows.
  if (filter === 2) {
    for (let at = 0; at < input.length; at++) current[at] = (input[at] ?? 0) + (previous[at] ?? 0);
    return;
  }
  for (let at = 0; at < input.length; at++) {
    const left = at >= pixelBytes ? (current[at - pixelBytes] ?? 0) : 0;
    const up = previous[at] ?? 0;
    const corner = at >= pixelBytes ? (previous[at - pixelBytes] ?? 0) : 0;
    current[at] = (input[at] ?? 0) + predicted(filter, { left, up, corner });
  }
}

function predicted(filter: number, near: { left: number; up: number; corner: number }): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return near.left;
    case 2:
      return near.up;
    case 3:
      return (near.left + near.up) >> 1;
    case 4:
      return paeth(near.left, near.up, near.corner);
    default:
      throw new SyntaxFault("PNG filter", 0);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** TIFF 6.0, section 14: each component is the difference to the same component of the pixel before. */
function undoTiff(data: Uint8Array, parameters: PredictorParameters, rowBytes: number): Uint8Array {
  const output = data.slice();
  for (let from = 0; from < output.length; from += rowBytes) {
    undoTiffRow(output.subarray(from, from + rowBytes), parameters);
  }
  return output;
}

function undoTiffRow(
  row: Uint8Array,
  { colors, bitsPerComponent: bits, columns }: PredictorParameters,
): void {
  const before = new Array<number>(colors).fill(0);
  const mask = 2 ** bits - 1;
  for (let index = 0; index < columns * colors; index++) {
    const bit = index * bits;
    if (bit + bits > row.length * 8) return;
    const value = (readBits(row, bit, bits) + (before[index % colors] ?? 0)) & mask;
    before[index % colors] = value;
    writeBits(row, { bit, bits, value });
  }
}

function readBits(row: Uint8Array, bit: number, bits: number): number {
  const at = bit >> 3;
  if (bits === 16) return (row[at] ?? 0) * 256 + (row[at + 1] ?? 0);
  return ((row[at] ?? 0) >> (8 - (bit % 8) - bits)) & (2 ** bits - 1);
}

function writeBits(
  row: Uint8Array,
  { bit, bits, value }: { bit: number; bits: number; value: number },
): void {
  const at = bit >> 3;
  if (bits === 16) {
    row[at] = value >> 8;
    row[at + 1] = value & 0xff;
    return;
  }
  const shift = 8 - (bit % 8) - bits;
  const mask = (2 ** bits - 1) << shift;
  row[at] = ((row[at] ?? 0) & ~mask) | (value << shift);
}
