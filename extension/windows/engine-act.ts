/** One act of signing: a signature, or several one after another, each over the file that the one before left. */

import type { ByteRange } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { type OpenOptions, openPdf, type PdfDocument } from "#shared/pdf/document.ts";
import {
  embedCms,
  type PreparedSignature,
  prepareSignature,
  type SignatureRequest,
} from "#shared/pdf/sign.ts";
import { KnownDigests } from "#shared/verify/known-digests.ts";
import { assertOwnResult } from "#shared/verify/own-result.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "./engine-hash.ts";
import type { Judged, PreparedDigest } from "./engine-messages.ts";
import { type BlobSource, extendBlob } from "./engine-source.ts";

/** No trust is asked: the signer's CA may be unknown here. */
const NO_TRUST = { anchors: [], practice: false };

export interface OpenDocument {
  readonly source: BlobSource;
  readonly pdf: PdfDocument;
  /** How it was opened, and has to be again. */
  readonly options: OpenOptions;
}

interface Finish {
  /** Verdict over the file as it came; null where it was not checked. */
  readonly before: FileVerdict | null;
  /** SHA-256 of the certificate that was asked to sign. */
  readonly certificate: string;
}

export class SigningAct {
  #document: OpenDocument;
  #prepared: PreparedSignature | null = null;
  readonly #fields: string[] = [];
  readonly #digests = new KnownDigests(digestRanges);

  constructor(document: OpenDocument) {
    this.#document = document;
  }

  /** Errors: those of `prepareSignature`. */
  async prepare(request: SignatureRequest): Promise<Omit<PreparedDigest, "sha256">> {
    const { source, pdf } = this.#document;
    const prepared = prepareSignature(pdf, request);
    const digest = await digest256(extendBlob(source, prepared.increment), prepared.ranges);
    this.#prepared = prepared;
    // Nothing but the gap changes after these ranges were hashed; all else of the result is judged anew.
    this.#digests.add({ ranges: prepared.ranges, algorithm: "sha256" }, digest);
    return { digest, field: prepared.field };
  }

  /** LIMIT_EXCEEDED where the CMS is larger than its place. */
  embed(cms: Uint8Array): void {
    const prepared = this.#prepared ?? fail("INVALID_ARGUMENT", { step: "embed" });
    const source = extendBlob(this.#document.source, embedCms(prepared, cms));
    this.#fields.push(prepared.field);
    this.#prepared = null;
    const { options } = this.#document;
    this.#document = { source, pdf: openPdf(source, options), options };
  }

  /** The file as it is now. */
  get blob(): Blob {
    return this.#document.source.blob;
  }

  /** Judges the finished file before anything leaves. SELF_CHECK_FAILED. */
  async finish({ before, certificate }: Finish): Promise<Judged> {
    const { source, options } = this.#document;
    const { password } = options;
    const verdict = await verifyPdf({
      source,
      digestRanges: this.#digests.digestRanges,
      trust: NO_TRUST,
      ...(password !== undefined && { password }),
    });
    const field = this.#fields.at(-1) ?? fail("INVALID_ARGUMENT", { step: "embed" });
    assertOwnResult({ before, after: verdict, field, companions: this.#fields.slice(0, -1), certificate });
    return { verdict };
  }
}

export async function digest256(source: BlobSource, ranges: readonly ByteRange[]): Promise<Uint8Array> {
  const [digest] = await digestRanges(source, [{ ranges, algorithm: "sha256" }]);
  return digest ?? fail("UNKNOWN_ERROR");
}
