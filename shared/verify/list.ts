/** The signatures of a file for judging: strict where the file opens, and none passed over in silence where it does not (rule R1). */

import type { ByteSource } from "../bytes.ts";
import { SignError } from "../errors.ts";
import { latin1Bytes } from "../pdf/characters.ts";
import { openPdf, type PdfDocument } from "../pdf/document.ts";
import { scanFor } from "../pdf/scan.ts";
import { listSignatures, type PdfSignature } from "../pdf/signatures.ts";

export interface ListedSignatures {
  /** null where the file does not open without repair: then no signature is right. */
  readonly document: PdfDocument | null;
  readonly signatures: readonly PdfSignature[];
}

/** Errors: those of `openPdf`; PDF_BROKEN only where no `/ByteRange` stands in the file. */
export function listForVerdict(source: ByteSource, password: string | undefined): ListedSignatures {
  const options = password === undefined ? {} : { password };
  try {
    const document = openPdf(source, options);
    return { document, signatures: listSignatures(document) };
  } catch (thrown) {
    if (!isBroken(thrown)) throw thrown;
    return { document: null, signatures: listBroken(source, options, thrown) };
  }
}

function isBroken(thrown: unknown): boolean {
  return thrown instanceof SignError && thrown.code === "PDF_BROKEN";
}

function listBroken(
  source: ByteSource,
  options: { password?: string },
  broken: unknown,
): readonly PdfSignature[] {
  try {
    return listSignatures(openPdf(source, { ...options, repair: "allow" })).map(asRepaired);
  } catch (thrown) {
    if (!isBroken(thrown)) throw thrown;
    const found = countMentions(source);
    if (found === 0) throw broken;
    return Array.from({ length: found }, () => UNREADABLE);
  }
}

/** What only repair can read is never right, whatever the repaired reading says of it. */
function asRepaired(signature: PdfSignature): PdfSignature {
  return { ...signature, coverage: "none", problems: ["repaired", ...signature.problems] };
}

const BYTE_RANGE = latin1Bytes("/ByteRange");
const MAX_MENTIONS = 100;

function countMentions(source: ByteSource): number {
  let count = 0;
  for (const _ of scanFor(source, BYTE_RANGE)) if (++count === MAX_MENTIONS) break;
  return count;
}

const UNREADABLE: PdfSignature = {
  field: "",
  kind: "approval",
  subFilter: null,
  reason: null,
  location: null,
  name: null,
  claimedTime: null,
  docMdp: null,
  byteRange: null,
  contents: null,
  ranges: null,
  coverage: "none",
  problems: ["repaired"],
};
