/** The sign of a verdict on paper: shape before colour, so that a black print says the same. */

import { numberText } from "#shared/pdf/appearance/parts.ts";
import type { Tone } from "../tone.ts";
import { color, type Ink } from "./sheet.ts";

export const INKS: Readonly<Record<Tone, Ink>> = {
  good: [0.09, 0.41, 0.23],
  caution: [0.48, 0.29, 0],
  bad: [0.64, 0.1, 0.11],
  practice: [0.35, 0.23, 0.61],
  none: [0.29, 0.34, 0.4],
};

/** On a grid of 24, y upward. */
const SHAPES: Readonly<Record<Tone, string>> = {
  good: `${disc("f")} 1 1 1 RG 2.2 w 7.8 11.6 m 10.7 8.7 l 16.3 14.7 l S`,
  caution: "12 21.5 m 22 3 l 2 3 l h f 1 1 1 RG 2.2 w 12 15.5 m 12 9.5 l S 12 7 m 12 5.6 l S",
  bad: "8.1 21.5 m 15.9 21.5 l 21.5 15.9 l 21.5 8.1 l 15.9 2.5 l 8.1 2.5 l 2.5 8.1 l 2.5 15.9 l h f 1 1 1 RG 2.2 w 8.6 15.4 m 15.4 8.6 l S 15.4 15.4 m 8.6 8.6 l S",
  practice: `1.8 w ${disc("S")} 12 13 m 12 7.5 l S 12 16.8 m 12 15.6 l S`,
  none: `1.8 w [3.4 2.5] 0 d ${disc("S")} [] 0 d 8.5 12 m 15.5 12 l S`,
};

/** Four curves are a circle (ISO 32000-2, 8.5.2.2). */
function disc(paint: "f" | "S"): string {
  return `21.5 12 m 21.5 17.25 17.25 21.5 12 21.5 c 6.75 21.5 2.5 17.25 2.5 12 c 2.5 6.75 6.75 2.5 12 2.5 c 17.25 2.5 21.5 6.75 21.5 12 c ${paint}`;
}

/** Operators that draw it with its lower left corner there. */
export function signOf(tone: Tone, place: { x: number; y: number; size: number }): string {
  const scale = numberText(place.size / 24);
  const ink = INKS[tone];
  return `${scale} 0 0 ${scale} ${numberText(place.x)} ${numberText(place.y)} cm ${color(ink, "rg")} ${color(ink, "RG")} 1 J 1 j ${SHAPES[tone]}`;
}
