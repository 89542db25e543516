/** One document in the worker: opened, checked, prepared, signed; the steps in this order, each once but `prepare` and `embed`. */

import { type ByteRange, toHex } from "#shared/bytes.ts";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { fail } from "#shared/errors.ts";
import { openPdf, type PdfDocument } from "#shared/pdf/document.ts";
import { embedCms, type PreparedSignature, prepareSignature } from "#shared/pdf/sign.ts";
import { KnownDigests } from "#shared/verify/known-digests.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyCms, verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges, hashFile } from "./engine-hash.ts";
import type {
  Checked,
  EmbedRequest,
  Hashed,
  Opened,
  PreparedDigest,
  PrepareRequest,
  Signed,
  Verified,
} from "./engine-messages.ts";
import { assertOwnResult } from "./engine-self-check.ts";
import { type BlobSource, extendBlob, openBlob } from "./engine-source.ts";

const TRUST = { anchors: [], practice: false };
/** A PDF may have bytes before its header; readers look within the first KiB (ISO 32000-2 7.5.2, note 1). */
const HEADER_WITHIN = 1024;

interface OpenDocument {
  readonly source: BlobSource;
  readonly pdf: PdfDocument;
}

export class EngineDocument {
  #open: OpenDocument | null = null;
  #before: FileVerdict | null = null;
  #hash: Promise<string> | null = null;
  #prepared: { prepared: PreparedSignature; digest: Uint8Array } | null = null;

  async open(blob: Blob): Promise<Opened> {
    const source = await openBlob(blob);
    const pdf = openPdf(source);
    this.#open = { source, pdf };
    return { pages: pdf.pageCount };
  }

  async check(): Promise<Checked> {
    const { source, pdf } = this.#opened();
    assertSignable(pdf);
    const verdict = await verifyPdf({ source, digestRanges, trust: TRUST });
    this.#before = verdict;
    return { verdict };
  }

  /** Once a document, however often it is asked. */
  async hash(): Promise<Hashed> {
    const { source } = this.#opened();
    this.#hash ??= hashFile(source).then(toHex);
    return { sha256: await this.#hash };
  }

  async prepare({ certificates, time }: PrepareRequest): Promise<PreparedDigest> {
    const { source, pdf } = this.#opened();
    const reserve = cmsSizeBound({ certificates: [...certificates] });
    const prepared = prepareSignature(pdf, { time, reserve });
    const { sha256 } = await this.hash();
    const whole = extendBlob(source, prepared.increment);
    const digest = await digest256(whole, prepared.ranges);
    this.#prepared = { prepared, digest };
    return { digest, field: prepared.field, sha256 };
  }

  async embed({ cms, certificate }: EmbedRequest): Promise<Signed> {
    const { source } = this.#opened();
    const { prepared, digest } = this.#prepared ?? fail("INVALID_ARGUMENT", { step: "embed" });
    const signed = extendBlob(source, embedCms(prepared, cms));
    // Nothing but the gap has changed since these ranges were hashed; all else of the result is judged anew.
    const known = new KnownDigests(digestRanges);
    known.add({ ranges: prepared.ranges, algorithm: "sha256" }, digest);
    const verdict = await verifyPdf({ source: signed, digestRanges: known.digestRanges, trust: TRUST });
    assertOwnResult({ before: this.#before, after: verdict, field: prepared.field, certificate });
    return { blob: signed.blob, verdict };
  }

  async verify(blob: Blob): Promise<Verified> {
    const source = await openBlob(blob);
    if (!isPdf(source)) {
      const verdict = await verifyCms({ source, digestRanges, trust: TRUST });
      return { verdict, kind: "cms", pages: null, sha256: await sha256Of(source) };
    }
    const verdict = await verifyPdf({ source, digestRanges, trust: TRUST });
    return { verdict, kind: "pdf", pages: pageCount(source), sha256: await sha256Of(source) };
  }

  #opened(): OpenDocument {
    return this.#open ?? fail("INVALID_ARGUMENT", { step: "open" });
  }
}

/** What forbids a signature is said before the PIN is asked: a revision is made for the try and thrown away. */
function assertSignable(pdf: PdfDocument): void {
  prepareSignature(pdf, { time: new Date(), reserve: 1024 });
}

async function digest256(source: BlobSource, ranges: readonly ByteRange[]): Promise<Uint8Array> {
  const [digest] = await digestRanges(source, [{ ranges, algorithm: "sha256" }]);
  return digest ?? fail("UNKNOWN_ERROR");
}

async function sha256Of(source: BlobSource): Promise<string> {
  return toHex(await digest256(source, [{ start: 0, end: source.size }]));
}

function isPdf(source: BlobSource): boolean {
  const head = source.read(0, HEADER_WITHIN);
  return new TextDecoder("latin1").decode(head).includes("%PDF-");
}

/** A file whose structure does not open still gets its verdict. */
function pageCount(source: BlobSource): number | null {
  try {
    return openPdf(source).pageCount;
  } catch {
    return null;
  }
}
