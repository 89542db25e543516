/**
 * The rest of another file's signature: programs that extract or rewrite pages keep its widget and dictionary and drop the form.
 * Nothing in this file was ever signed by it, so there is nothing that could have been broken.
 */

import { SignError } from "#shared/errors.ts";
import type { PdfDocument } from "./document.ts";
import type { PdfDict, Place } from "./objects.ts";
import type { SignatureProblem } from "./signatures.ts";

interface UnownedSignature {
  /** No field leads to it. */
  readonly dictionary: Place<PdfDict>;
  readonly byteRange: readonly number[] | null;
  readonly problems: readonly SignatureProblem[];
}

/**
 * True only where the file is sound, the dictionary is what its object number leads to today, and its ranges are another file's:
 * they end behind this one or leave no value out, and its own value stands elsewhere than they say. A signature of this file that
 * was cut off, overwritten or hidden by later bytes still stands where its ranges say.
 */
export function isLeftOver(document: PdfDocument, found: UnownedSignature): boolean {
  const [first, gapStart, second, tail] = found.byteRange ?? [];
  if (found.byteRange?.length !== 4 || first !== 0 || tail === undefined) return false;
  if (gapStart === undefined || second === undefined || second <= gapStart) return false;
  const isForeign = second + tail > document.end || found.problems.includes("gap-form");
  const contentsAt = placeOfContents(found.dictionary);
  return isForeign && contentsAt !== null && contentsAt !== gapStart && isCurrent(document, found.dictionary);
}

/** Offset of the hexadecimal string; null where it does not stand in the dictionary itself. */
function placeOfContents({ owner, value }: Place<PdfDict>): number | null {
  const contents = value.entries.get("Contents");
  return owner.at === null || contents?.kind !== "string" ? null : owner.at + contents.start;
}

function isCurrent(document: PdfDocument, { owner }: Place<PdfDict>): boolean {
  if (document.repaired || owner.at === null) return false;
  try {
    return document.objects.load(owner)?.at === owner.at;
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code === "PDF_BROKEN") return false;
    throw thrown;
  }
}
