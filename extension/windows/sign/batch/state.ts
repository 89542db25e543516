/** A batch: the documents of one click in one list, signed with one PIN. Plain data; the documents themselves are entries. */

import type { Source } from "#shared/protocol/messages.ts";
import { hasBrokenSignature } from "../obstacle.ts";
import type { Entry, Notice, SignState } from "../state.ts";

/** Why a document is not signed, as the user says it. */
export const DECLINE_REASONS = ["content", "form", "authority", "other"] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export interface Row {
  /** null until the user says so: then what stands for itself is ticked, what has to be looked at is not. */
  readonly ticked: boolean | null;
  /** Its pages were on screen. */
  readonly looked: boolean;
  readonly declined: DeclineReason | null;
}

const NEW_ROW: Row = { ticked: null, looked: false, declined: null };

export interface Batch {
  readonly id: string;
  readonly source: Source;
  /** Ids of its entries, in the order of the page. */
  readonly items: readonly string[];
  readonly rows: Readonly<Record<string, Row>>;
  /** Entry that is looked at in place of the list. */
  readonly viewing: string | null;
  readonly run: "none" | "running" | "stopping";
  /** Documents of the run under way or of the last one. */
  readonly wanted: readonly string[];
  /** Milliseconds of the window's clock when it began. */
  readonly began: number;
  /** Why the last run ended before its end. */
  readonly notice: Notice | null;
  /** For what an earlier window left: what became of the rest. */
  readonly earlier: Earlier | null;
}

export interface Earlier {
  /** In the page already; not signed again. */
  readonly delivered: number;
  /** The token was asked for these when it ended: nobody has the signature, if there was one. */
  readonly interrupted: readonly string[];
  /** The user's own files, not signed: they have to be chosen again. */
  readonly own: number;
}

export type NewBatch = Pick<Batch, "id" | "source" | "items" | "earlier">;

export function newBatch({ id, source, items, earlier }: NewBatch): Batch {
  return {
    ...{ id, source, items, earlier, viewing: null, run: "none", wanted: [], began: 0, notice: null },
    rows: Object.fromEntries(items.map((item) => [item, NEW_ROW])),
  };
}

export function currentBatch(state: SignState): Batch | null {
  return state.batches.find(({ id }) => id === state.current) ?? null;
}

/** Entries that belong to no batch. */
export function singlesOf({ entries, batches }: SignState): Entry[] {
  const inBatch = new Set(batches.flatMap(({ items }) => items));
  return entries.filter(({ id }) => !inBatch.has(id));
}

export function rowOf({ rows }: Batch, entry: string): Row {
  return rows[entry] ?? NEW_ROW;
}

/** In the order of the list. */
export function entriesOf({ entries }: SignState, { items }: Batch): Entry[] {
  return items.flatMap((item) => entries.find(({ id }) => id === item) ?? []);
}

/** What has to be looked at before it may be signed; null where the document stands for itself. */
export function reviewOf(entry: Entry): "changed" | null {
  return hasBrokenSignature(entry) ? "changed" : null;
}

export function isTicked(batch: Batch, entry: Entry): boolean {
  const { ticked, declined } = rowOf(batch, entry.id);
  if (declined !== null) return false;
  return ticked ?? reviewOf(entry) === null;
}

/** Fetched, checked, ticked and not signed yet: the next press of the button signs it. */
export function toSign(state: SignState, batch: Batch): Entry[] {
  return entriesOf(state, batch).filter((entry) => entry.phase.kind === "ready" && isTicked(batch, entry));
}

export interface Counts {
  readonly all: number;
  readonly ticked: number;
  /** Not fetched and checked yet. */
  readonly coming: number;
  readonly done: number;
  readonly failed: number;
  /** Signed, but neither in the page nor on the disk. */
  readonly unsafe: number;
}

export function countsOf(state: SignState, batch: Batch): Counts {
  const entries = entriesOf(state, batch);
  const count = (match: (entry: Entry) => boolean) => entries.filter(match).length;
  return {
    all: entries.length,
    ticked: count((entry) => isTicked(batch, entry)),
    coming: count(({ phase }) => phase.kind === "fetching" || phase.kind === "checking"),
    done: count(({ phase }) => phase.kind === "done"),
    failed: count(({ phase }) => phase.kind === "failed"),
    unsafe: count(isUnsafe),
  };
}

/** Signed, but neither in the page nor on the disk. */
export function isUnsafe({ phase }: Pick<Entry, "phase">): boolean {
  return phase.kind === "done" && phase.result.delivery !== "taken" && !phase.result.saved;
}
