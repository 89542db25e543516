/** What the bytes after each signature are (ISO 32000-2 12.8.2; design: none, permitted, undetermined, forbidden). */

import type { PdfDocument } from "../pdf/document.ts";
import type { Change, Changes } from "./verdict.ts";
import type { JudgedSignature } from "./verify.ts";

export interface LaterBytes {
  readonly changes: Changes;
  readonly changeList: readonly Change[];
}

/** One answer for each signature, in order. */
export function judgeChanges(document: PdfDocument, signatures: readonly JudgedSignature[]): LaterBytes[] {
  return signatures.map(({ signature }) => {
    const end = signature.ranges?.[1].end;
    if (end === undefined || signature.problems.length > 0)
      return { changes: "undetermined", changeList: [] };
    return { changes: end === document.source.size ? "none" : "undetermined", changeList: [] };
  });
}
