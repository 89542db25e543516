/** What is odd about the image of a stamp: said before the PIN, never a refusal. */

import { decodePng, isPng } from "../appearance/png.ts";

export type ImageWarning = "IMAGE_OPAQUE" | "SEAL_NOT_RED" | "SIGNATURE_NOT_BLUE";

/** Hues in degrees that count as the colour. */
const HUES = { seal: [340, 380], signature: [200, 260] } as const;
const WARNINGS = { seal: "SEAL_NOT_RED", signature: "SIGNATURE_NOT_BLUE" } as const;

export function imageWarnings(image: Uint8Array, kind: "seal" | "signature"): ImageWarning[] {
  if (!isPng(image)) return ["IMAGE_OPAQUE"];
  const { rgb, alpha } = decodePng(image);
  const warnings: ImageWarning[] = alpha ? [] : ["IMAGE_OPAQUE"];
  const [from, to] = HUES[kind];
  let [inked, fitting] = [0, 0];
  for (let at = 0; at < rgb.length; at += 3) {
    if ((alpha?.[at / 3] ?? 255) < 128) continue;
    const [red = 0, green = 0, blue = 0] = rgb.subarray(at, at + 3);
    if (Math.min(red, green, blue) > 230) continue;
    inked++;
    const hue = hueOf(red, green, blue);
    if (hue !== null && ((hue >= from && hue <= to) || (hue + 360 >= from && hue + 360 <= to))) fitting++;
  }
  if (fitting * 2 < inked) warnings.push(WARNINGS[kind]);
  return warnings;
}

/** Null for grey. */
function hueOf(red: number, green: number, blue: number): number | null {
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const range = high - low;
  if (range < 24) return null;
  if (high === red) return (60 * ((green - blue) / range) + 360) % 360;
  return high === green ? 60 * ((blue - red) / range + 2) : 60 * ((red - green) / range + 4);
}
