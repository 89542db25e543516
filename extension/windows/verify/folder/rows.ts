/** Files that are checked together, each with its state; one event function, pure. */

import type { ErrorDetail, SignError } from "#shared/errors.ts";
import type { Checked } from "../state.ts";
import { fileTone, type Tone } from "../tone.ts";

export interface FileInFolder {
  readonly file: File;
  /** With the names of the folders it lies in. */
  readonly path: string;
}

type RowState =
  | { readonly kind: "waiting" }
  | { readonly kind: "checking" }
  | Checked
  | { readonly kind: "failed"; readonly code: SignError["code"]; readonly detail: ErrorDetail | undefined };

export interface Row extends FileInFolder {
  readonly id: string;
  readonly state: RowState;
}

/** What a row counts as. */
export type RowKind = Tone | "failed" | "waiting";

export interface FolderState {
  /** null: no list is open. */
  readonly rows: readonly Row[] | null;
  /** The list is on view, or one of its files. */
  readonly onView: boolean;
  readonly running: boolean;
  /** There were more files than are taken. */
  readonly cut: boolean;
  readonly filter: RowKind | "all";
  readonly search: string;
}

export const NO_FOLDER: FolderState = {
  rows: null,
  onView: false,
  running: false,
  cut: false,
  filter: "all",
  search: "",
};

export type FolderEvent =
  | { readonly type: "opened"; readonly rows: readonly Row[]; readonly cut: boolean }
  | { readonly type: "running"; readonly running: boolean }
  | { readonly type: "row"; readonly id: string; readonly state: RowState }
  | { readonly type: "stopped" }
  | { readonly type: "filter"; readonly filter: FolderState["filter"] }
  | { readonly type: "search"; readonly search: string }
  | { readonly type: "shown"; readonly onView: boolean }
  | { readonly type: "closed" };

export function reduceFolder(state: FolderState, event: FolderEvent): FolderState {
  switch (event.type) {
    case "opened":
      return { ...NO_FOLDER, rows: event.rows, onView: true, cut: event.cut };
    case "running":
      return { ...state, running: event.running };
    case "row":
      return withRows(state, (row) => (row.id === event.id ? { ...row, state: event.state } : row));
    case "stopped":
      return withRows({ ...state, running: false }, (row) =>
        row.state.kind === "checking" ? { ...row, state: { kind: "waiting" } } : row,
      );
    case "filter":
      return { ...state, filter: event.filter };
    case "search":
      return { ...state, search: event.search };
    case "shown":
      return { ...state, onView: event.onView };
    case "closed":
      return NO_FOLDER;
  }
}

function withRows(state: FolderState, change: (row: Row) => Row): FolderState {
  return { ...state, rows: state.rows?.map(change) ?? null };
}

export function kindOf({ state }: Row): RowKind {
  if (state.kind === "checked") return fileTone(state.result.verdict);
  return state.kind === "failed" ? "failed" : "waiting";
}

/** How many rows there are of each kind. */
export function countRows(rows: readonly Row[]): ReadonlyMap<RowKind, number> {
  const counts = new Map<RowKind, number>();
  for (const row of rows) counts.set(kindOf(row), (counts.get(kindOf(row)) ?? 0) + 1);
  return counts;
}

/** Rows that fit filter and search; `words` are what is searched in. */
export function shownRows(
  { rows, filter, search }: FolderState,
  words: (row: Row) => string,
): readonly Row[] {
  const wanted = plain(search);
  return (rows ?? []).filter(
    (row) =>
      (filter === "all" || kindOf(row) === filter) && (wanted === "" || plain(words(row)).includes(wanted)),
  );
}

/** Without case and marks: "thanh" finds "Thành". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
}
