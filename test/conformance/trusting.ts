/** Judges a file of the corpus as somebody would who trusts each of its signers, at a time when all of them are valid. */

import { readFileSync } from "node:fs";
import { sourceOf } from "#shared/bytes.ts";
import { listForVerdict } from "#shared/verify/list.ts";
import { planPdfMessage } from "#shared/verify/message.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "../shared/verify/signing.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Revocation is soft. */
export async function judgeTrusting(path: string): Promise<FileVerdict> {
  const source = sourceOf(new Uint8Array(readFileSync(path)));
  const certificates = listForVerdict(source, undefined)
    .signatures.map(({ contents, subFilter }) =>
      contents ? planPdfMessage({ contents, subFilter, stored: [] }).certificate : null,
    )
    .filter((certificate) => certificate !== null);
  const begins = certificates.map(({ notBefore }) => notBefore.getTime());
  const at = begins.length > 0 ? new Date(Math.max(...begins) + DAY) : new Date();
  const anchors = certificates.map(({ der }) => der);
  return verifyPdf({ source, digestRanges, at, trust: { anchors, practice: true, revocation: "soft" } });
}
