/** Page by page: the signed revision beside the file as it is, where an eye sees a difference. */

import type { PageBox } from "../../engine-look-messages.ts";
import { PictureBooth } from "./picture-booth.ts";
import { type Pixels, pixelChanges } from "./pixel-changes.ts";

export interface CompareRequest {
  readonly file: Blob;
  /** Of an encrypted file. */
  readonly password?: string | undefined;
  /** Where the signed revision ends. */
  readonly end: number;
  /** Pages that come first: those on which something is known to have changed. */
  readonly first: readonly number[];
  readonly signal: AbortSignal;
  readonly onPage: (page: ComparedPage) => void;
}

export interface ComparedPage {
  /** From 1. */
  readonly page: number;
  /** null where there is no such page in that revision, or it cannot be drawn. */
  readonly before: ImageBitmap | null;
  readonly after: ImageBitmap | null;
  /** On both, from the top. */
  readonly boxes: readonly PageBox[];
}

export interface CompareEnd {
  readonly compared: number;
  readonly pages: number;
}

/** Enough for small print on a page beside another. */
const WIDTH = 760;
const MOST_PAGES = 200;
/** Pictures that are kept: a pair costs about seven megabytes. */
const MOST_SHOWN = 24;

/** Only pages that differ are reported. Errors of `PictureBooth.open`. */
export async function comparePages(request: CompareRequest): Promise<CompareEnd> {
  const { file, password, end, signal } = request;
  const signed = await PictureBooth.open({ blob: file.slice(0, end, "application/pdf"), password, signal });
  try {
    const current = await PictureBooth.open({ blob: file, password, signal });
    try {
      return await compare(request, { signed, current });
    } finally {
      current.close();
    }
  } finally {
    signed.close();
  }
}

interface Booths {
  readonly signed: PictureBooth;
  readonly current: PictureBooth;
}

async function compare({ first, signal, onPage }: CompareRequest, booths: Booths): Promise<CompareEnd> {
  const pages = Math.max(booths.signed.pages, booths.current.pages);
  const order = [
    ...new Set([...first, ...Array.from({ length: Math.min(pages, MOST_PAGES) }, (_, at) => at + 1)]),
  ];
  let [compared, shown] = [0, 0];
  for (const page of order.filter((number) => number <= pages)) {
    if (signal.aborted || shown >= MOST_SHOWN) break;
    const [before, after] = await Promise.all([
      booths.signed.picture(page, WIDTH),
      booths.current.picture(page, WIDTH),
    ]);
    compared++;
    const boxes = boxesOf(before, after);
    if (boxes.length === 0 || signal.aborted) continue;
    shown++;
    onPage({ page, before, after, boxes });
  }
  return { compared, pages };
}

/** A page that is in one revision alone has changed as a whole. */
function boxesOf(before: ImageBitmap | null, after: ImageBitmap | null): PageBox[] {
  if (before === null && after === null) return [];
  if (before === null || after === null) return [{ left: 0, top: 0, width: 1, height: 1 }];
  return pixelChanges(pixelsOf(before), pixelsOf(after));
}

function pixelsOf(picture: ImageBitmap): Pixels {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context?.drawImage(picture, 0, 0);
  return context?.getImageData(0, 0, width, height) ?? { width, height, data: new Uint8ClampedArray(0) };
}
