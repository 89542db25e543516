/** The verdict over a file in the worker, with what the user gives beside it. */

import { tryCertificate } from "#shared/asn1/certificate.ts";
import { derBlocks } from "#shared/asn1/pem.ts";
import { toHex } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { tryCrl } from "#shared/trust/crl.ts";
import { kindOfFile } from "#shared/verify/file-kind.ts";
import { verifyCms, verifyPdf } from "#shared/verify/verify.ts";
import { digest256 } from "./engine-act.ts";
import { digestRanges } from "./engine-hash.ts";
import type { Verified, VerifyOrder } from "./engine-messages.ts";
import { type BlobSource, openBlob } from "./engine-source.ts";
import type { EngineWindow } from "./engine-window.ts";

/** The largest lists of state authorities are below ten megabytes. */
const MOST_EVIDENCE_BYTES = 64 * 1024 * 1024;

export class EngineVerify {
  readonly #window: EngineWindow;
  #source: BlobSource | null = null;

  constructor(ownWindow: EngineWindow) {
    this.#window = ownWindow;
  }

  /** Errors of `verifyPdf` and `verifyCms`; INVALID_ARGUMENT {argument: "evidence"} for a file that holds neither list nor certificate. */
  async verify(order: VerifyOrder): Promise<Verified> {
    this.#source = null;
    const source = await openBlob(order.blob);
    this.#source = source;
    const trust = {
      anchors: await this.#window.anchors(),
      practice: false,
      ...(await evidenceOf(order.evidence ?? [])),
    };
    const request = { source, digestRanges, trust, ask: this.#window.evidence.bind(this.#window) };
    const { password } = order;
    if (kindOfFile(source) === "pdf") {
      const verdict = await verifyPdf({ ...request, ...(password !== undefined && { password }) });
      return { verdict, kind: "pdf", pages: pageCount(source, password) };
    }
    const content = order.content && (await openBlob(order.content));
    const verdict = await verifyCms({ ...request, ...(content && { content }) });
    return { verdict, kind: "cms", pages: null };
  }

  /** Of the file verified last. Errors: DOCUMENT_CHANGED. */
  async fingerprint(): Promise<{ sha256: string }> {
    const source = this.#source ?? fail("UNKNOWN_ERROR");
    return { sha256: toHex(await digest256(source, [{ start: 0, end: source.size }])) };
  }
}

/** Lists are evidence; certificates only help to build a path: none of them is trusted by being given. */
async function evidenceOf(files: readonly Blob[]) {
  const crls: Uint8Array[] = [];
  const intermediates: Uint8Array[] = [];
  for (const file of files) {
    if (file.size > MOST_EVIDENCE_BYTES) fail("INVALID_ARGUMENT", { argument: "evidence" });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const lists = (derBlocks(bytes, "crl") ?? []).filter((der) => tryCrl(der) !== null);
    const certificates = (derBlocks(bytes, "certificate") ?? []).filter(
      (der) => tryCertificate(der) !== null,
    );
    if (lists.length + certificates.length === 0) fail("INVALID_ARGUMENT", { argument: "evidence" });
    crls.push(...lists);
    intermediates.push(...certificates);
  }
  return { intermediates, evidence: { crls, ocspResponses: [] } };
}

/** A file whose structure does not open still gets its verdict. */
function pageCount(source: BlobSource, password: string | undefined): number | null {
  try {
    return openPdf(source, password === undefined ? {} : { password }).pageCount;
  } catch {
    return null;
  }
}
