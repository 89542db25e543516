/** How batches change; pure. */

import type { SignState } from "../state.ts";
import { type Batch, type NewBatch, newBatch, type Row, rowOf } from "./state.ts";

export type BatchEvent =
  | {
      readonly type: "batch-changed";
      readonly id: string;
      readonly change: Partial<Pick<Batch, "viewing" | "run" | "wanted" | "began" | "notice">>;
    }
  | { readonly type: "row-changed"; readonly batch: string; readonly id: string; readonly row: Partial<Row> }
  | { readonly type: "batch-removed"; readonly id: string };

interface Added extends NewBatch {
  /** On screen at once. */
  readonly shown: boolean;
}

/** The entries are there already. */
export function addBatch(state: SignState, { shown, ...added }: Added): SignState {
  const batches = [...state.batches, newBatch(added)];
  return { ...state, batches, current: shown ? added.id : state.current };
}

export function reduceBatches(state: SignState, event: BatchEvent): SignState {
  switch (event.type) {
    case "batch-changed":
      return changeBatch(state, event.id, (batch) => ({ ...batch, ...event.change }));
    case "row-changed":
      return changeBatch(state, event.batch, (batch) => {
        const row = { ...rowOf(batch, event.id), ...event.row };
        return { ...batch, rows: { ...batch.rows, [event.id]: row } };
      });
    case "batch-removed":
      return removeBatch(state, event.id);
  }
}

function changeBatch(state: SignState, id: string, change: (batch: Batch) => Batch): SignState {
  return { ...state, batches: state.batches.map((batch) => (batch.id === id ? change(batch) : batch)) };
}

function removeBatch(state: SignState, id: string): SignState {
  const gone = new Set(state.batches.find((batch) => batch.id === id)?.items ?? []);
  return {
    ...state,
    batches: state.batches.filter((batch) => batch.id !== id),
    entries: state.entries.filter((entry) => !gone.has(entry.id)),
  };
}
