/** What a file claims to be (ISO 19005-1, 6.7.11): the part of PDF/A. */

import { SignError } from "#shared/errors.ts";
import type { PdfDocument } from "../document.ts";

/** 1 to 4; null where it claims nothing or its metadata cannot be read. */
export function archivePart({ objects, catalog }: PdfDocument): number | null {
  const place = objects.entry(catalog, "Metadata");
  if (!place || place.owner.streamAt === null) return null;
  try {
    const text = new TextDecoder().decode(objects.streamData(place.owner));
    const match = /pdfaid:part\s*(?:=\s*["']|>\s*)([1-4])/.exec(text);
    return match ? Number(match[1]) : null;
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code === "PDF_BROKEN") return null;
    throw thrown;
  }
}
