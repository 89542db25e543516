/** A batch: the documents of one click in one list, signed with one PIN. Plain data; the documents themselves are entries. */

import type { Source } from "#shared/protocol/messages.ts";
import { chosenOffer } from "../choose.ts";
import { hasBrokenSignature } from "../obstacle.ts";
import { needsLeader } from "../stamps/leader.ts";
import {
  NO_STAMPS,
  type PlacedStamp,
  type StampProblem,
  type StampWork,
  stampProblem,
} from "../stamps/state.ts";
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

/** By id, once a state: lists of hundreds are looked through at every change. */
const indexes = new WeakMap<readonly Entry[], ReadonlyMap<string, Entry>>();

function indexOf(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const index = indexes.get(entries) ?? new Map(entries.map((entry) => [entry.id, entry]));
  indexes.set(entries, index);
  return index;
}

/** In the order of the list. */
export function entriesOf({ entries }: SignState, { items }: Batch): Entry[] {
  const index = indexOf(entries);
  return items.flatMap((item) => index.get(item) ?? []);
}

/** The stamps of each document. */
type Works = ReadonlyMap<string, StampWork>;

/** A batch with all that decides what may be signed. */
export interface Papers {
  readonly state: SignState;
  readonly works: Works;
  readonly batch: Batch;
}

/**
 * What has to be looked at before a document may be signed: it was changed after an earlier signature, its stamp has no sure place, it
 * is to be sealed before its signer; or what its stamp lacks. null where the document stands for itself.
 */
export type Review = "changed" | "unsure" | "leader" | Exclude<StampProblem, "planning">;

export function reviewOf({ state, works }: Papers, entry: Entry): Review | null {
  const work = works.get(entry.id) ?? NO_STAMPS;
  const problem = stampProblem(work);
  if (problem !== null && problem !== "planning") return problem;
  if (hasBrokenSignature(entry)) return "changed";
  const offer = chosenOffer(state, entry);
  if (offer !== null && !work.leaderWaived && needsLeader(work, entry, offer)) return "leader";
  const { planned } = work;
  const isSure = ({ by, overText }: PlacedStamp) => by === "hand" || (by === "anchor" && !overText);
  return planned.kind === "planned" && !planned.stamps.every(isSure) ? "unsure" : null;
}

/** What a look is enough for; what is missing has to be given. */
const LOOKED_AWAY: readonly (Review | null)[] = ["changed", "unsure"];

/** It cannot be chosen yet. */
export function isBarred(papers: Papers, entry: Entry): boolean {
  const review = reviewOf(papers, entry);
  if (review === null) return false;
  return !LOOKED_AWAY.includes(review) || !rowOf(papers.batch, entry.id).looked;
}

export function isTicked(papers: Papers, entry: Entry): boolean {
  const { ticked, declined } = rowOf(papers.batch, entry.id);
  // What is signed stays ticked, and is not signed again.
  if (entry.phase.kind === "done") return true;
  if (declined !== null || (entry.phase.kind === "ready" && isBarred(papers, entry))) return false;
  return ticked ?? reviewOf(papers, entry) === null;
}

/** Ticked and not signed yet. */
export function isOpen(papers: Papers, entry: Entry): boolean {
  return entry.phase.kind !== "done" && isTicked(papers, entry);
}

/** Its stamps are being placed. */
function isPlanning(works: Works, { id, phase }: Entry): boolean {
  const work = works.get(id);
  return phase.kind === "ready" && (work === undefined || stampProblem(work) === "planning");
}

/** Fetched, checked, ticked and not signed yet: the next press of the button signs it. */
export function toSign(papers: Papers): Entry[] {
  const { state, batch } = papers;
  return entriesOf(state, batch).filter((entry) => entry.phase.kind === "ready" && isTicked(papers, entry));
}

export interface Counts {
  readonly all: number;
  readonly ticked: number;
  /** Ticked and not signed yet. */
  readonly open: number;
  /** The user said why it is not signed. */
  readonly declined: number;
  /** Not fetched and checked yet. */
  readonly coming: number;
  /** Checked; where the stamps go is not known yet. */
  readonly planning: number;
  readonly done: number;
  readonly failed: number;
  /** Signed, but neither in the page nor on the disk. */
  readonly unsafe: number;
}

export function countsOf(papers: Papers): Counts {
  const { state, works, batch } = papers;
  const entries = entriesOf(state, batch);
  const count = (match: (entry: Entry) => boolean) => entries.filter(match).length;
  return {
    all: entries.length,
    ticked: count((entry) => isTicked(papers, entry)),
    open: count((entry) => isOpen(papers, entry)),
    declined: count(({ id, phase }) => phase.kind !== "done" && rowOf(batch, id).declined !== null),
    coming: count(({ phase }) => phase.kind === "fetching" || phase.kind === "checking"),
    planning: count((entry) => isPlanning(works, entry)),
    done: count(({ phase }) => phase.kind === "done"),
    failed: count(({ phase }) => phase.kind === "failed"),
    unsafe: count(isUnsafe),
  };
}

/** Signed, but neither in the page nor on the disk. */
export function isUnsafe({ phase }: Pick<Entry, "phase">): boolean {
  return phase.kind === "done" && phase.result.delivery !== "taken" && !phase.result.saved;
}
