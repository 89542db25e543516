/** Stamps in the document engine: planned by preset, measured where the user puts them. */

import { SignError } from "#shared/errors.ts";
import { monthText, numberText, PRACTICE_WORDS, presetLines, twoDigits } from "#shared/messages/stamps.ts";
import { visualPage } from "#shared/pdf/appearance/visual-page.ts";
import type { PdfDocument } from "#shared/pdf/document.ts";
import { pageByNumber } from "#shared/pdf/pages.ts";
import { standsOverText } from "#shared/pdf/stamps/over-text.ts";
import { type PresetPlan, type PresetRequest, planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import { practiceLook } from "#shared/pdf/stamps/practice.ts";
import type { AnchorName, Spot } from "#shared/pdf/stamps/spots.ts";
import type { Measured, PageSize, Place, StampOrder, StampPlan } from "./engine-messages.ts";

/** Packaged beside the fonts of the viewer, which draws the same letters. */
const FONT = "../viewer/data/stamp-font.ttf";

let font: Promise<Uint8Array> | null = null;

/** TrueType, read once. */
export function stampFont(): Promise<Uint8Array> {
  font ??= fetch(new URL(FONT, location.href)).then(
    async (answer) => new Uint8Array(await answer.arrayBuffer()),
  );
  return font;
}

interface StampWork {
  readonly order: StampOrder;
  readonly font: Uint8Array;
}

/** Errors: ANCHOR_FILLED, IMAGE_UNSUPPORTED, GLYPH_MISSING, LIMIT_EXCEEDED. */
export function planStamps(document: PdfDocument, { order, font: bytes }: StampWork): StampPlan {
  const { preset, image, date, number, signer, organization, practice, time } = order;
  const text = order.text ?? undefined;
  const words = { text, signer, organization, number: number ?? undefined, date: date ?? undefined, time };
  const { looks, roles, over, warnings, missing, symbol } = planWithSpots({
    document,
    preset,
    image: image?.bytes,
    imageMm: image === null ? undefined : { width: image.widthMm, height: image.heightMm },
    lines: presetLines(preset, words),
    number: number === null ? undefined : numberText(number),
    day: date === null ? undefined : twoDigits(date.day),
    month: date === null ? undefined : monthText(date.month),
    signer,
    font: bytes,
  });
  const marked = practice ? looks.map((look) => practiceLook(look, PRACTICE_WORDS, bytes)) : looks;
  const stamps = marked.flatMap(({ page, rect, marks }, index) => {
    const role = roles[index];
    if (role === undefined) return [];
    // A seal belongs over the words of its block; that it covers others is said with the warnings.
    const overText = role !== "seal" && over.includes(role);
    return [{ role, look: { page, rect, marks }, size: sizeOf(document, page), overText }];
  });
  return { stamps, warnings, missing, symbol };
}

/** Where an anchor is missing, its stamp stands in the middle of the page it would be on: seen, and plainly not placed yet. */
function planWithSpots(request: PresetRequest): PresetPlan & { missing: AnchorName[] } {
  const missing: AnchorName[] = [];
  const spots: Partial<Record<AnchorName, Spot>> = {};
  for (;;) {
    try {
      return { ...planPreset({ ...request, spots }), missing };
    } catch (thrown) {
      const anchor = anchorOf(thrown);
      if (anchor === null || missing.includes(anchor)) throw thrown;
      missing.push(anchor);
      const isHead = anchor === "number" || anchor === "date";
      const page = isHead ? 1 : request.document.pageCount;
      const { width, height } = sizeOf(request.document, page);
      spots[anchor] = { page, x: width / 2, y: (height / 4) * (isHead ? 3 : 1) };
    }
  }
}

const ANCHORS: readonly string[] = ["number", "date", "block", "end"] satisfies AnchorName[];

function anchorOf(thrown: unknown): AnchorName | null {
  if (!(thrown instanceof SignError) || thrown.code !== "ANCHOR_NOT_FOUND") return null;
  const anchor = thrown.detail?.["anchor"];
  return typeof anchor === "string" && ANCHORS.includes(anchor) ? (anchor as AnchorName) : null;
}

export function measurePlace(document: PdfDocument, { page, rect }: Place): Measured {
  return { size: sizeOf(document, page), overText: standsOverText(document, page, rect) };
}

function sizeOf({ objects, catalog, pageCount }: PdfDocument, page: number): PageSize {
  const { width, height } = visualPage(objects, pageByNumber({ objects, catalog, pageCount }, page));
  return { width, height };
}
