/** What the window asks of its document engine (a dedicated worker, one a document) and what comes back. */

import type { WireError } from "#shared/errors.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";

/** Each question with its answer; the key is the message's `type`. */
export interface EngineCalls {
  /** Reads the structure only: quick for any size. Errors of `openPdf`. */
  open: { ask: { readonly blob: Blob }; answer: Opened };
  /** The signatures that are already there. Errors of `prepareSignature`. Wants `open` first. */
  check: { ask: Record<never, never>; answer: Checked };
  /** Hashes the file while the user looks at it, so that what is signed later costs no second reading. Wants `open` first. */
  hash: { ask: Record<never, never>; answer: Hashed };
  /** Appends the revision in memory and hashes what will be signed. Wants `check` first. */
  prepare: { ask: PrepareRequest; answer: PreparedDigest };
  /** Puts the CMS in place and verifies the finished file. Wants `prepare` first. */
  embed: { ask: EmbedRequest; answer: Signed };
  /** Verifies any file, PDF or CMS; for a detached CMS the verdict says that the content is missing. */
  verify: { ask: { readonly blob: Blob }; answer: Verified };
}

export type EngineCall = keyof EngineCalls;

export interface Opened {
  readonly pages: number;
}

export interface Checked {
  readonly verdict: FileVerdict;
}

export interface Hashed {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface PrepareRequest {
  /** DER, leaf first: decides how much room the CMS gets. */
  readonly certificates: readonly Uint8Array[];
  readonly time: Date;
}

export interface PreparedDigest {
  /** SHA-256 over the two ranges. */
  readonly digest: Uint8Array;
  readonly field: string;
  /** Of the file as it was shown, lower-case hexadecimal. */
  readonly sha256: string;
}

export interface EmbedRequest {
  readonly cms: Uint8Array;
  /** SHA-256 of the certificate that was asked to sign, lower-case hexadecimal. */
  readonly certificate: string;
}

export interface Signed {
  /** The whole signed file; shares the bytes of the original. */
  readonly blob: Blob;
  readonly verdict: FileVerdict;
}

export interface Verified {
  readonly verdict: FileVerdict;
  /** A CMS file has no pages to show. */
  readonly kind: "pdf" | "cms";
  /** null where the structure of the file does not open. */
  readonly pages: number | null;
  readonly sha256: string;
}

export type EngineRequest = {
  [Call in EngineCall]: { readonly id: number; readonly type: Call; readonly ask: EngineCalls[Call]["ask"] };
}[EngineCall];

export type EngineReply =
  | { readonly id: number; readonly ok: true; readonly answer: EngineCalls[EngineCall]["answer"] }
  | { readonly id: number; readonly ok: false; readonly error: WireError };
