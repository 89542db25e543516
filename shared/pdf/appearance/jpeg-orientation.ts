/** How a camera held a JPEG (Exif 2.32, tag 0x0112): browsers and viewers of pictures turn it, a PDF shows it as it is stored. */

import { latin1Text } from "../characters.ts";

/** From the unit square of the stored image to that of the one that is seen, as `cm` takes it (ISO 32000-2, 8.3.4). */
export type Turn = readonly [number, number, number, number, number, number];

export const UPRIGHT: Turn = [1, 0, 0, 1, 0, 0];

const TURNS: Readonly<Record<number, Turn>> = {
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, -1, -1, 0, 1, 1],
  6: [0, -1, 1, 0, 0, 1],
  7: [0, 1, 1, 0, 0, 0],
  8: [0, 1, -1, 0, 1, 0],
};

/** Width and height are exchanged. */
export function isSideways([a]: Turn): boolean {
  return a === 0;
}

const ORIENTATION = 0x0112;
/** Entries of the first directory; cameras write some twenty. */
const MAX_ENTRIES = 200;

/** `app1` is what an APP1 segment carries; null where it says nothing of it. */
export function exifTurn(app1: Uint8Array): Turn | null {
  if (latin1Text(app1.subarray(0, 6)) !== "Exif\0\0") return null;
  const tiff = app1.subarray(6);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const order = latin1Text(tiff.subarray(0, 2));
  if (tiff.length < 8 || (order !== "II" && order !== "MM")) return null;
  const isLittle = order === "II";
  const start = view.getUint32(4, isLittle);
  if (start + 2 > tiff.length) return null;
  const count = Math.min(view.getUint16(start, isLittle), MAX_ENTRIES);
  for (let at = start + 2; at < start + 2 + 12 * count && at + 12 <= tiff.length; at += 12) {
    if (view.getUint16(at, isLittle) === ORIENTATION)
      return TURNS[view.getUint16(at + 8, isLittle)] ?? UPRIGHT;
  }
  return null;
}
