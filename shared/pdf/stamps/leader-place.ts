/** Where a leader's hand signature goes: between title and full name, clear of what is printed there. */

import { fail } from "#shared/errors.ts";
import { POINTS_PER_MM, type VisualRect } from "../appearance/visual-page.ts";
import { freeBetween, printedOn } from "./free-place.ts";
import type { StampPages } from "./pages-read.ts";
import { type SignatureBlock, signatureBlock } from "./signature-block.ts";
import type { Spot } from "./spots.ts";

/** Of the image. */
interface LeaderShape {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Points, where anybody knows. */
  readonly real: { readonly width: number; readonly height: number } | null;
}

interface LeaderRequest {
  readonly pages: StampPages;
  readonly signer: string;
  /** Null: a seal asks where the signature would be, and nothing is drawn there. */
  readonly shape: LeaderShape | null;
  /** For a document without a block. */
  readonly spot: Spot | undefined;
}

interface LeaderPlace {
  readonly page: number;
  readonly box: VisualRect;
  readonly isFree: boolean;
}

/** Millimetres. */
const [WIDTH, HEIGHT] = [55, 28];
/** A line of a block that is so low would leave no room for a signature. */
const MIN_SPACE = 12 * POINTS_PER_MM;
/** Of a signature nobody has seen. */
const USUAL_SHAPE: LeaderShape = { width: 2, height: 1, real: null };

/** In real size unless that is larger than the block has room for. Errors: ANCHOR_NOT_FOUND {anchor: "block"}. */
export function leaderPlace({ pages, signer, shape, spot }: LeaderRequest): LeaderPlace {
  const found = signatureBlock(pages.fromEnd(), signer);
  const block = found ?? blockAt(spot ?? fail("ANCHOR_NOT_FOUND", { anchor: "block" }));
  const { page } = block;
  const wanted = wantedIn(block, shape ?? USUAL_SHAPE);
  if (!found || !shape) return { page, box: wanted, isFree: true };
  const free = freeBetween(wanted, { ...block, printed: printedOn(pages.at(page).text) });
  return { page, box: free ?? wanted, isFree: free !== null };
}

function blockAt({ page, x, y }: Spot): SignatureBlock {
  const half = (HEIGHT * POINTS_PER_MM) / 2;
  return { page, middle: x, bottom: y - half, top: y + half, lines: [] };
}

function wantedIn({ top, bottom, middle }: SignatureBlock, shape: LeaderShape): VisualRect {
  const most = {
    width: WIDTH * POINTS_PER_MM,
    height: Math.min(Math.max(top - bottom, MIN_SPACE), HEIGHT * POINTS_PER_MM),
  };
  const fit = Math.min(most.width / shape.width, most.height / shape.height);
  const scale = shape.real ? Math.min(shape.real.width / shape.width, fit) : fit;
  const [width, height] = [shape.width * scale, shape.height * scale];
  return { x: middle - width / 2, y: (top + bottom) / 2 - height / 2, width, height };
}
