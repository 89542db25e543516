/** What the signatures of one call look like, one for each; read and placed before the PIN is asked for. */

import { readFile } from "node:fs/promises";
import { fail } from "#shared/errors.ts";
import { ownStampText } from "#shared/messages/stamps.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import type { PdfDocument } from "#shared/pdf/document.ts";
import { freeStamp } from "#shared/pdf/stamps/free-stamp.ts";
import { stampFont } from "../stamp-font.ts";
import type { SignJob } from "./sign-pdf.ts";

/** A single undefined for an invisible signature. Errors: INPUT_NOT_FOUND {option: "--image"}, IMAGE_UNSUPPORTED, GLYPH_MISSING. */
export async function planLooks(job: SignJob, _document: PdfDocument): Promise<(Appearance | undefined)[]> {
  const { stamp } = job.settings;
  if (!stamp) return [undefined];
  const font = await stampFont();
  const image = stamp.image === undefined ? undefined : await readImage(stamp.image);
  const { facts } = await job.token.chosen();
  const { page = 1, rect = fail("INVALID_ARGUMENT", { argument: "rect" }) } = stamp;
  const text =
    stamp.text ?? (image ? undefined : ownStampText({ signer: facts.commonName, time: new Date() }));
  return [freeStamp({ page, rect, image, text, font })];
}

function readImage(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) =>
    fail("INPUT_NOT_FOUND", { path, option: "--image" }, cause),
  );
}
