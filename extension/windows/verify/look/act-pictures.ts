/** What each signature put on its page, as the revision it signed shows it. */

import type { PageBox, SignaturePlace } from "../../engine-look-messages.ts";
import { type BoothRequest, PictureBooth } from "./picture-booth.ts";

export interface ActPicture {
  readonly field: string;
  /** From 1. */
  readonly page: number;
  readonly bitmap: ImageBitmap;
}

interface PictureRequest {
  readonly file: Blob;
  readonly password?: string | undefined;
  readonly places: readonly SignaturePlace[];
  readonly signal: AbortSignal;
  readonly onPicture: (picture: ActPicture) => void;
}

const MOST = 12;
/** Device pixels across a page: the letters of a stamp can be read. */
const WIDTH = 1000;
/** Of the page around the stamp, so that it is seen where it stands; a number or a day with the words beside it. */
const AROUND = 0.035;
const LEAST_WIDTH = 0.26;

/** One document after another: a frame for each signed revision. Those that cannot be drawn are left out. */
export async function drawActs({ file, password, places, signal, onPicture }: PictureRequest): Promise<void> {
  for (const { field, end, page, box } of places.slice(0, MOST)) {
    if (signal.aborted) return;
    if (page === null || box === null) continue;
    const bitmap = await drawPart({
      blob: file.slice(0, end, "application/pdf"),
      password,
      signal,
      page,
      box,
    });
    if (bitmap !== null && !signal.aborted) onPicture({ field, page, bitmap });
  }
}

interface PartRequest extends BoothRequest {
  readonly page: number;
  readonly box: PageBox;
}

async function drawPart({ page, box, ...revision }: PartRequest): Promise<ImageBitmap | null> {
  const booth = await PictureBooth.open(revision).catch(() => null);
  if (booth === null) return null;
  try {
    const whole = await booth.picture(page, WIDTH);
    return whole && (await cut(whole, box));
  } finally {
    booth.close();
  }
}

async function cut(whole: ImageBitmap, box: PageBox): Promise<ImageBitmap | null> {
  const across = Math.max(AROUND, (LEAST_WIDTH - box.width) / 2);
  const left = Math.max(0, Math.floor((box.left - across) * whole.width));
  const top = Math.max(0, Math.floor((box.top - AROUND) * whole.height));
  const right = Math.min(whole.width, Math.ceil((box.left + box.width + across) * whole.width));
  const bottom = Math.min(whole.height, Math.ceil((box.top + box.height + AROUND) * whole.height));
  if (right <= left || bottom <= top) return null;
  const part = await createImageBitmap(whole, left, top, right - left, bottom - top);
  whole.close();
  return part;
}
