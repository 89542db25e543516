/** What the verify window knows; one event function, pure. */

import type { ErrorDetail, SignError } from "#shared/errors.ts";
import type { Language } from "#shared/messages/error-text.ts";
import { ERROR_TEXTS } from "#shared/messages/errors.ts";
import type { OfficeOptions } from "#shared/verify/office.ts";
import { shownName } from "#shared/verify/subject.ts";
import type { Job } from "../../jobs.ts";
import { type Looked, NOTHING_SEEN } from "../engine-look-messages.ts";
import type { Verified } from "../engine-messages.ts";
import type { ReportRequest } from "./report/contents.ts";

export interface CheckedFile {
  readonly blob: Blob;
  readonly name: string;
  /** null for the user's own file. */
  readonly url: string | null;
  readonly fetchedAt: Date;
}

/** Which revision of the document is on view. */
export type View =
  | { readonly kind: "current" }
  | { readonly kind: "signed" | "compare"; readonly revision: SignedRevision };

export interface SignedRevision {
  /** Bytes of the file up to where the signature's range ends. */
  readonly end: number;
  /** Who signed it. */
  readonly name: string;
}

/** What the user gave beside the file. */
export interface Given {
  readonly password?: string;
  /** What a detached CMS signs. */
  readonly content?: Blob;
  /** Files with revocation lists or certificates. */
  readonly evidence: readonly Blob[];
}

export interface Checked {
  readonly kind: "checked";
  readonly result: Verified;
  readonly checkedAt: Date;
  /** Of the file; null until it is counted, which nobody waits for. */
  readonly sha256: string | null;
}

type Phase =
  | { readonly kind: "choose" }
  | { readonly kind: "fetching"; readonly done: number; readonly total: number | null }
  | { readonly kind: "checking" }
  /** By the user. */
  | { readonly kind: "stopped" }
  | Checked
  | { readonly kind: "failed"; readonly code: SignError["code"]; readonly detail: ErrorDetail | undefined };

export interface Entry {
  readonly id: string;
  readonly job: Job;
  readonly file: CheckedFile | null;
  readonly phase: Phase;
  readonly looked: Looked;
  readonly view: View;
  readonly given: Given;
  /** What was given last could not be used. */
  readonly refused: boolean;
}

export interface VerifyState {
  readonly entries: readonly Entry[];
  readonly current: string | null;
  /** What the user said of certificates, by their SHA-256. */
  readonly labels: Labels;
}

type Labels = NonNullable<OfficeOptions["labels"]>;

export const INITIAL_STATE: VerifyState = { entries: [], current: null, labels: new Map() };

export type VerifyEvent =
  | { readonly type: "added"; readonly job: Job }
  | { readonly type: "selected"; readonly id: string }
  | { readonly type: "removed"; readonly id: string }
  | { readonly type: "labels"; readonly labels: Labels }
  | { readonly type: "looked"; readonly id: string; readonly looked: Looked }
  | { readonly type: "view"; readonly id: string; readonly view: View }
  | { readonly type: "given"; readonly id: string; readonly given: Given }
  | { readonly type: "refused"; readonly id: string; readonly before: Entry }
  | { readonly type: "file"; readonly id: string; readonly file: CheckedFile }
  | { readonly type: "phase"; readonly id: string; readonly phase: Phase };

/** The newest file comes on screen: checking loses nothing of the one before. */
export function reduce(state: VerifyState, event: VerifyEvent): VerifyState {
  switch (event.type) {
    case "added":
      return {
        ...state,
        entries: [
          ...state.entries.filter(({ id, phase }) => id !== event.job.id && phase.kind !== "choose"),
          newEntry(event.job),
        ],
        current: event.job.id,
      };
    case "selected":
      return { ...state, current: event.id };
    case "removed": {
      const entries = state.entries.filter(({ id }) => id !== event.id);
      return { ...state, entries, current: entries.at(-1)?.id ?? null };
    }
    case "labels":
      return { ...state, labels: event.labels };
    case "looked":
      return change(state, event.id, { looked: event.looked });
    case "view":
      return change(state, event.id, { view: event.view });
    case "given":
      return change(state, event.id, { given: event.given, refused: false });
    case "refused": {
      const { phase, looked, given } = event.before;
      return change(state, event.id, { phase, looked, given, refused: true });
    }
    case "file":
      return change(state, event.id, { file: event.file });
    case "phase":
      return change(state, event.id, { phase: event.phase });
  }
}

function newEntry(job: Job): Entry {
  const shown = { phase: { kind: "choose" }, looked: NOTHING_SEEN, view: { kind: "current" } } as const;
  return { id: job.id, job, file: null, ...shown, given: { evidence: [] }, refused: false };
}

function change(state: VerifyState, id: string, part: Partial<Entry>): VerifyState {
  return {
    ...state,
    entries: state.entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)),
  };
}

/** What the first signature signed, where the file goes on after it. */
export function firstRevision({ file, phase, looked }: Entry): SignedRevision | null {
  const [first] = looked.places;
  if (file === null || first === undefined || first.end >= file.blob.size || phase.kind !== "checked")
    return null;
  const signature = phase.result.verdict.signatures.find(({ field }) => field === first.field);
  return { end: first.end, name: signature?.signer ? shownName(signature.signer.subject) : first.field };
}

/** The same bytes will fail the same way. */
export function isHopeless({ phase, file, job }: Entry): boolean {
  return phase.kind === "failed" && file !== null && job.url === null && !ERROR_TEXTS[phase.code].retryable;
}

/** Exactly the bytes that the signature's range ends with. */
export function signedPart(blob: Blob, end: number): Blob {
  return blob.slice(0, end, "application/pdf");
}

/** What a report of it is made from; null where there is no verdict, or the file is not counted yet. */
export function reportOf(
  { file, phase, looked }: Entry,
  { language, labels }: { readonly language: Language; readonly labels: Labels },
): ReportRequest | null {
  if (file === null || phase.kind !== "checked" || phase.sha256 === null) return null;
  const { result, checkedAt, sha256 } = phase;
  return { result, sha256, file, checkedAt, language, labels, looked };
}
