/** What the window asks of its document engine (a dedicated worker, one a document) and what comes back. */

import type { WireError } from "#shared/errors.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import type { VisualRect } from "#shared/pdf/appearance/visual-page.ts";
import type { DocumentNotice } from "#shared/pdf/notices.ts";
import type { StampWarning } from "#shared/pdf/stamps/plan-preset.ts";
import type { PresetName, StampRole } from "#shared/pdf/stamps/preset.ts";
import type { AnchorName } from "#shared/pdf/stamps/spots.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import type { Looked, LookRequest } from "./engine-look-messages.ts";

/** Each question with its answer; the key is the message's `type`. */
export interface EngineCalls {
  /** Reads the structure only: quick for any size. Errors of `openPdf`. */
  open: { ask: OpenRequest; answer: Opened };
  /** The signatures that are already there. Errors of `prepareSignature`. Wants `open` first. */
  check: { ask: Record<never, never>; answer: Checked };
  /** Hashes the file while the user looks at it, so that what is signed later costs no second reading. Wants `open` first. */
  hash: { ask: Record<never, never>; answer: Hashed };
  /** What the signatures of a preset will look like, and where. Errors IMAGE_UNSUPPORTED, GLYPH_MISSING. Wants `open` first. */
  plan: { ask: StampOrder; answer: StampPlan };
  /** A place the user chose for a stamp. INVALID_ARGUMENT where there is no such page. Wants `open` first. */
  measure: { ask: Place; answer: Measured };
  /** Appends the revision in memory and hashes what will be signed. Wants `check` first. */
  prepare: { ask: PrepareRequest; answer: PreparedDigest };
  /** Puts the CMS in place. Wants `prepare` first. */
  embed: { ask: EmbedRequest; answer: Embedded };
  /** Judges the finished file before it leaves. SELF_CHECK_FAILED. Wants the last `embed` first. */
  judge: { ask: { readonly certificate: string }; answer: Judged };
  /** Verifies any file, PDF or CMS; for a detached CMS the verdict says that the content is missing. */
  verify: { ask: VerifyOrder; answer: Verified };
  /** SHA-256 of the whole file that was verified last, in hexadecimal: people need it after the verdict only. */
  fingerprint: { ask: Record<never, never>; answer: { readonly sha256: string } };
  /** Where the signatures of a PDF stand, and which words changed since the first one. */
  look: { ask: LookRequest; answer: Looked };
}

export type EngineCall = keyof EngineCalls;

export interface OpenRequest {
  readonly blob: Blob;
  /** Opens an encrypted file; null for the empty one. */
  readonly password: string | null;
  /** The user agreed that a broken file is read by searching for its objects. */
  readonly repair: boolean;
}

export interface Opened {
  readonly pages: number;
  /** The file is broken, and was read by searching for its objects. */
  readonly repaired: boolean;
}

export interface Checked {
  readonly verdict: FileVerdict;
  /** What the signer should know of the document before the PIN. */
  readonly notices: readonly DocumentNotice[];
}

export interface Hashed {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** What is to be stamped. */
export interface StampOrder {
  readonly preset: PresetName;
  readonly image: StampPicture | null;
  readonly text: string | null;
  readonly number: string | null;
  readonly date: CalendarDate | null;
  /** Name and organization in the certificate. */
  readonly signer: string;
  readonly organization: string | null;
  /** It has no legal value, and says so. */
  readonly practice: boolean;
  readonly time: Date;
}

export interface StampPicture {
  /** PNG or JPEG. */
  readonly bytes: Uint8Array;
  /** Real size on paper. */
  readonly widthMm: number;
  readonly heightMm: number;
}

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** How one signature looks; the engine adds the font. */
export type StampLook = Omit<Appearance, "font">;

/** Where a stamp is, in points on the displayed page. */
export interface Place {
  /** From 1. */
  readonly page: number;
  readonly rect: VisualRect;
}

export interface StampPlan {
  /** One signature each, in this order, with the size of the displayed page in points. */
  readonly stamps: readonly {
    readonly role: StampRole;
    readonly look: StampLook;
    readonly size: PageSize;
    /** No free place was found for it. */
    readonly overText: boolean;
  }[];
  readonly warnings: readonly StampWarning[];
  /** Anchors that the document does not have: what hangs on them stands in the middle of its page and waits for a place. */
  readonly missing: readonly AnchorName[];
  /** What follows the number in the document, such as "/UBND-VX"; empty where nothing does. */
  readonly symbol: string;
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export interface Measured {
  readonly size: PageSize;
  /** It would hide words of the page. */
  readonly overText: boolean;
}

export interface PrepareRequest {
  /** From 0; each further round goes on from the file that the one before signed. */
  readonly round: number;
  /** null for a signature that is not seen. */
  readonly look: StampLook | null;
  /** DER, leaf first: decides how much room the CMS gets. */
  readonly certificates: readonly Uint8Array[];
  readonly time: Date;
  /** It will get a time-stamp, which wants room. */
  readonly stamp: boolean;
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
  /** No further round follows. */
  readonly last: boolean;
}

export interface Embedded {
  /** The whole signed file, not judged yet; shares the bytes of the original. null where a further round follows. */
  readonly blob: Blob | null;
}

export interface Judged {
  readonly verdict: FileVerdict;
}

export interface VerifyOrder {
  readonly blob: Blob;
  /** Of an encrypted PDF. */
  readonly password?: string;
  /** What a detached CMS signs. */
  readonly content?: Blob;
  /** Files with revocation lists, or with certificates that may stand in a path; DER or PEM. */
  readonly evidence?: readonly Blob[];
}

export interface Verified {
  readonly verdict: FileVerdict;
  /** A CMS file has no pages to show. */
  readonly kind: "pdf" | "cms";
  /** null where the structure of the file does not open. */
  readonly pages: number | null;
}

export type EngineRequest = {
  [Call in EngineCall]: { readonly id: number; readonly type: Call; readonly ask: EngineCalls[Call]["ask"] };
}[EngineCall];

export type EngineReply =
  | { readonly id: number; readonly ok: true; readonly answer: EngineCalls[EngineCall]["answer"] }
  | { readonly id: number; readonly ok: false; readonly error: WireError };
