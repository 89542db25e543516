/** Places given by hand, where a document has no anchors: a scan says nothing of its places. */

import { type Blank, HEAD_SIZE } from "./head-anchors.ts";

/** What the places of a preset hang on. */
export type AnchorName = "number" | "date" | "block" | "end";

/** The middle of a stamp, in points on the displayed page. */
export interface Spot {
  /** From 1. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

export type Spots = Readonly<Partial<Record<AnchorName, Spot>>>;

/** Points on each side of a spot, for what is written there. */
const HALF_ROOM = 26;

/** A blank around a spot, `right` points beside it. */
export function spotBlank(spot: Spot | null, right: number): Blank {
  const { x, y } = spot ?? { x: 0, y: 0 };
  return {
    left: x + right - HALF_ROOM,
    middle: x + right,
    right: x + right + HALF_ROOM,
    baseline: y - HEAD_SIZE / 3,
    size: HEAD_SIZE,
    filled: "",
  };
}
