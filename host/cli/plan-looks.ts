/** What the signatures of one call look like, one for each; read and placed before the PIN is asked for. */

import { readFile } from "node:fs/promises";
import { fail } from "#shared/errors.ts";
import { monthText, numberText, ownStampText, presetLines, twoDigits } from "#shared/messages/stamps.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import type { PdfDocument } from "#shared/pdf/document.ts";
import { freeStamp } from "#shared/pdf/stamps/free-stamp.ts";
import { ontoPage } from "#shared/pdf/stamps/onto-page.ts";
import { standsOverText } from "#shared/pdf/stamps/over-text.ts";
import { planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import type { Certificate } from "#shared/protocol/messages.ts";
import { stampFont } from "../stamp-font.ts";
import type { SignJob } from "./sign-pdf.ts";
import type { StampSettings } from "./stamp-settings.ts";

export interface Looks {
  /** A single undefined for an invisible signature. */
  readonly looks: readonly (Appearance | undefined)[];
  readonly warnings: readonly string[];
}

/** Errors: INPUT_NOT_FOUND {option: "--image"}, ANCHOR_NOT_FOUND, IMAGE_UNSUPPORTED, GLYPH_MISSING. */
export async function planLooks(job: SignJob, document: PdfDocument): Promise<Looks> {
  const { stamp } = job.settings;
  if (!stamp) return { looks: [undefined], warnings: [] };
  const font = await stampFont();
  const image = stamp.image === undefined ? undefined : await readImage(stamp.image);
  const { facts } = await job.token.chosen();
  const drawing = { stamp, font, image, facts };
  const plan = stamp.preset === undefined ? free(drawing, document) : preset(drawing, document);
  return { ...plan, warnings: [...plan.warnings, ...overText(document, stamp, plan)] };
}

/** A place that was found is free, or near the block it belongs to; a given one may be anywhere. */
function overText(document: PdfDocument, { rect }: StampSettings, { looks }: Looks): readonly string[] {
  const [look] = looks;
  const isOver = rect !== undefined && look && standsOverText(document, look.page, look.rect);
  return isOver ? ["STAMP_OVER_TEXT"] : [];
}

interface Drawing {
  readonly stamp: StampSettings;
  readonly font: Uint8Array;
  readonly image: Uint8Array | undefined;
  readonly facts: Certificate;
}

function free({ stamp, font, image, facts }: Drawing, document: PdfDocument): Looks {
  const { page = 1, rect = fail("INVALID_ARGUMENT", { argument: "rect" }) } = stamp;
  const own = image ? undefined : ownStampText({ signer: facts.commonName, time: new Date() });
  const seen = ontoPage(document, page, rect);
  const looks = [freeStamp({ page, rect: seen, image, text: stamp.text ?? own, font })];
  return { looks, warnings: seen === rect ? [] : ["STAMP_MOVED"] };
}

function preset({ stamp, font, image, facts }: Drawing, document: PdfDocument): Looks {
  const { page, rect, date, number } = stamp;
  const name = stamp.preset ?? fail("INVALID_ARGUMENT", { argument: "preset" });
  const { commonName: signer, organization } = facts;
  const words = { text: stamp.text, signer, organization, number, date, time: new Date() };
  return planPreset({
    document,
    preset: name,
    image,
    lines: presetLines(name, words),
    number: number === undefined ? undefined : numberText(number),
    day: date && twoDigits(date.day),
    month: date && monthText(date.month),
    signer,
    font,
    page,
    rect,
  });
}

function readImage(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) =>
    fail("INPUT_NOT_FOUND", { path, option: "--image" }, cause),
  );
}
