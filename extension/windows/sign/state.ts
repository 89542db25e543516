/** What the sign window knows. Changed only by the events of `reducer.ts`; drawn by the views. */

import type { ErrorDetail, SignError } from "#shared/errors.ts";
import type { DocumentNotice } from "#shared/pdf/notices.ts";
import type { Certificate, Source, TimeStampTerms, Token } from "#shared/protocol/messages.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import type { Job } from "../../jobs.ts";
import type { TimeStampChoice } from "../time-stamp-choice.ts";
import type { Batch } from "./batch/state.ts";

/** The document of an entry, filled in as it becomes known. */
export interface DocumentFacts {
  readonly blob: Blob;
  readonly name: string;
  /** Where it was fetched; null for the user's own file. */
  readonly url: string | null;
  readonly fetchedAt: Date;
  /** null, like the next two, until the file was looked into. */
  readonly pages: number | null;
  readonly sha256: string | null;
  readonly verdict: FileVerdict | null;
  /** What may run, hides or can change the look; said before it is signed. */
  readonly notices: readonly DocumentNotice[];
  readonly opening: Opening;
}

/** How a document is opened that does not open by itself. */
export interface Opening {
  readonly password: string | null;
  /** The user agreed that a broken file is read by searching for its objects. */
  readonly repair: boolean;
}

export const PLAIN_OPENING: Opening = { password: null, repair: false };

export const STEPS = ["prepare", "token", "stamp", "embed", "deliver"] as const;
export type Step = (typeof STEPS)[number];

/** What came of the delivery; "none" where there is no place in the page. */
export type Delivery = "taken" | "unproven" | "refused" | "none";

export interface SignedResult {
  readonly blob: Blob;
  readonly name: string;
  readonly signedAt: Date;
  readonly certificate: Certificate;
  readonly verdict: FileVerdict;
  readonly delivery: Delivery;
  /** Place in the page that got it. */
  readonly label: string | null;
  readonly saved: boolean;
}

export type Phase =
  /** The user's own file is still to be chosen. */
  | { readonly kind: "choose" }
  | { readonly kind: "fetching"; readonly done: number; readonly total: number | null }
  | { readonly kind: "checking" }
  /** Waits for the user; `notice` says why the last try did not sign. */
  | { readonly kind: "ready"; readonly notice: Notice | null }
  | Working
  | { readonly kind: "done"; readonly result: SignedResult }
  | { readonly kind: "failed"; readonly error: Notice };

interface Working {
  readonly kind: "working";
  readonly step: Step;
  /** Milliseconds of the steps before. */
  readonly took: Partial<Record<Step, number>>;
  /** Why the signature that was made has no time-stamp: it waits for the user's word. */
  readonly held?: Notice;
}

/** A failure to be told, with the facts for its text. */
export interface Notice {
  readonly code: SignError["code"];
  readonly detail: ErrorDetail | undefined;
}

/** One document in the window. */
export interface Entry {
  readonly id: string;
  readonly job: Job;
  readonly phase: Phase;
  readonly document: DocumentFacts | null;
  /** The file input of the page that will take the result. */
  readonly target: { readonly label: string } | null;
  /** The first page has been on screen: before that nothing is signed. */
  readonly seen: boolean;
  /** The user confirmed that an earlier signature of this document no longer holds. */
  readonly changesAccepted: boolean;
}

export type HostState =
  | { readonly kind: "connecting" }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly error: Notice };

export type CertificateList =
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly certificates: readonly Certificate[] }
  | { readonly kind: "failed"; readonly error: Notice };

/** A signing session at the host: one source, one certificate. */
export interface LiveSession {
  readonly id: string;
  readonly source: Source;
  readonly token: string;
  readonly certificate: string;
  readonly idleSeconds: number;
}

/** What decides about time-stamps. */
export interface Clock {
  /** null until the host told them, and where it does not know any. */
  readonly terms: TimeStampTerms | null;
  readonly choice: TimeStampChoice;
}

export interface SignState {
  readonly entries: readonly Entry[];
  readonly batches: readonly Batch[];
  /** Id of the entry or batch on screen. */
  readonly current: string | null;
  readonly host: HostState;
  /** null until the host answered. */
  readonly tokens: readonly Token[] | null;
  readonly lists: Readonly<Record<string, CertificateList>>;
  /** Chosen by the user in this window. */
  readonly chosen: string | null;
  /** Used last on this site, from an earlier window. */
  readonly remembered: string | null;
  readonly session: LiveSession | null;
  readonly clock: Clock;
  /** Pages that this computer lets sign nothing, by `sourceKey`; asked before the PIN. */
  readonly refused: readonly string[];
  /** Copies could not be kept on this computer: what is signed has to be saved at once. */
  readonly unkept: boolean;
  /** Said once, in the live region. */
  readonly announcement: string;
}

export const INITIAL_STATE: SignState = {
  entries: [],
  batches: [],
  current: null,
  host: { kind: "connecting" },
  tokens: null,
  lists: {},
  chosen: null,
  remembered: null,
  session: null,
  clock: { terms: null, choice: "usual" },
  refused: [],
  unkept: false,
  announcement: "",
};

export function currentEntry(state: SignState): Entry | null {
  return state.entries.find((entry) => entry.id === state.current) ?? null;
}

/** Whether closing the window would lose a signed document. */
export function hasUnsaved(state: SignState): boolean {
  return state.entries.some(
    ({ phase }) => phase.kind === "done" && phase.result.delivery !== "taken" && !phase.result.saved,
  );
}

export function noticeOf(error: SignError): Notice {
  return { code: error.code, detail: error.detail };
}

/** Of a page; its frame and the site around it count. */
export function sourceKey(source: Source): string {
  return source.kind === "local" ? "" : `${source.origin} ${source.topOrigin}`;
}

export function sameSource(a: Source, b: Source): boolean {
  if (a.kind === "local" || b.kind === "local") return a.kind === b.kind;
  return a.origin === b.origin && a.topOrigin === b.topOrigin;
}
