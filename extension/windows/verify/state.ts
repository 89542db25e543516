/** What the verify window knows; one event function, pure. */

import type { ErrorDetail, SignError } from "#shared/errors.ts";
import type { Language } from "#shared/messages/error-text.ts";
import type { Job } from "../../jobs.ts";
import type { Verified } from "../engine-messages.ts";
import type { ReportRequest } from "./report/contents.ts";

export interface CheckedFile {
  readonly blob: Blob;
  readonly name: string;
  /** null for the user's own file. */
  readonly url: string | null;
  readonly fetchedAt: Date;
}

type Phase =
  | { readonly kind: "choose" }
  | { readonly kind: "fetching"; readonly done: number; readonly total: number | null }
  | { readonly kind: "checking" }
  | { readonly kind: "checked"; readonly result: Verified; readonly checkedAt: Date }
  | { readonly kind: "failed"; readonly code: SignError["code"]; readonly detail: ErrorDetail | undefined };

export interface Entry {
  readonly id: string;
  readonly job: Job;
  readonly file: CheckedFile | null;
  readonly phase: Phase;
}

export interface VerifyState {
  readonly entries: readonly Entry[];
  readonly current: string | null;
}

export const INITIAL_STATE: VerifyState = { entries: [], current: null };

export type VerifyEvent =
  | { readonly type: "added"; readonly job: Job }
  | { readonly type: "selected"; readonly id: string }
  | { readonly type: "file"; readonly id: string; readonly file: CheckedFile }
  | { readonly type: "phase"; readonly id: string; readonly phase: Phase };

/** The newest file comes on screen: checking loses nothing of the one before. */
export function reduce(state: VerifyState, event: VerifyEvent): VerifyState {
  switch (event.type) {
    case "added":
      return {
        entries: [
          ...state.entries.filter(({ id, phase }) => id !== event.job.id && phase.kind !== "choose"),
          { id: event.job.id, job: event.job, file: null, phase: { kind: "choose" } },
        ],
        current: event.job.id,
      };
    case "selected":
      return { ...state, current: event.id };
    case "file":
      return change(state, event.id, { file: event.file });
    case "phase":
      return change(state, event.id, { phase: event.phase });
  }
}

function change(state: VerifyState, id: string, part: Partial<Entry>): VerifyState {
  return {
    ...state,
    entries: state.entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)),
  };
}

/** What a report of it is made from; null where there is no verdict. */
export function reportOf({ file, phase }: Entry, language: Language): ReportRequest | null {
  if (file === null || phase.kind !== "checked") return null;
  return { result: phase.result, file, checkedAt: phase.checkedAt, language };
}
