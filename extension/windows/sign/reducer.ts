/** How the sign window's state changes; pure, one case an event. */

import type { Token } from "#shared/protocol/messages.ts";
import type { Job } from "../../jobs.ts";
import { addBatch, type BatchEvent, reduceBatches } from "./batch/reduce.ts";
import { currentBatch, type Earlier, singlesOf } from "./batch/state.ts";
import {
  type CertificateList,
  type Clock,
  currentEntry,
  type DocumentFacts,
  type Entry,
  type HostState,
  type LiveSession,
  type Notice,
  type Phase,
  type SignedResult,
  type SignState,
  type Step,
} from "./state.ts";

export type SignEvent =
  | BatchEvent
  | { readonly type: "entry-added"; readonly job: Job }
  | BatchAdded
  | { readonly type: "entry-selected"; readonly id: string }
  | { readonly type: "entry-removed"; readonly id: string }
  | { readonly type: "phase"; readonly id: string; readonly phase: Phase }
  | { readonly type: "progress"; readonly id: string; readonly done: number; readonly total: number | null }
  | { readonly type: "document"; readonly id: string; readonly document: DocumentFacts }
  | { readonly type: "target"; readonly id: string; readonly target: { readonly label: string } | null }
  | { readonly type: "seen"; readonly id: string }
  | { readonly type: "changes-accepted"; readonly id: string; readonly accepted: boolean }
  /** `at` in milliseconds of the same clock for all steps. */
  | { readonly type: "step"; readonly id: string; readonly step: Step; readonly took: number }
  | { readonly type: "held"; readonly id: string; readonly held: Notice }
  | { readonly type: "result"; readonly id: string; readonly result: Partial<SignedResult> }
  | { readonly type: "host"; readonly host: HostState }
  | { readonly type: "tokens"; readonly tokens: readonly Token[] }
  | { readonly type: "list"; readonly token: string; readonly list: CertificateList }
  | { readonly type: "chosen"; readonly certificate: string | null }
  | { readonly type: "remembered"; readonly certificate: string | null }
  | { readonly type: "session"; readonly session: LiveSession | null }
  | { readonly type: "clock"; readonly clock: Partial<Clock> }
  | { readonly type: "unkept" }
  | { readonly type: "refused"; readonly source: string }
  | { readonly type: "announce"; readonly text: string };

export function reduce(state: SignState, event: SignEvent): SignState {
  switch (event.type) {
    case "entry-added":
      return addEntry(state, event.job);
    case "batch-added":
      return addEntries(state, event);
    case "batch-changed":
    case "row-changed":
      return reduceBatches(state, event);
    case "batch-removed":
      return withShown(reduceBatches(state, event));
    case "entry-selected":
      return { ...state, current: event.id };
    case "entry-removed":
      return removeEntry(state, event.id);
    case "host":
      return afterHost(state, event.host);
    case "tokens":
      return afterTokens(state, event.tokens);
    case "list":
      return { ...state, lists: { ...state.lists, [event.token]: event.list } };
    case "chosen":
      return { ...state, chosen: event.certificate };
    case "remembered":
      return { ...state, remembered: event.certificate };
    case "session":
      return { ...state, session: event.session };
    case "clock":
      return { ...state, clock: { ...state.clock, ...event.clock } };
    case "unkept":
      return { ...state, unkept: true };
    case "refused":
      return { ...state, refused: [...new Set([...state.refused, event.source])] };
    case "announce":
      return { ...state, announcement: event.text };
    default:
      return changeEntry(state, event.id, (entry) => reduceEntry(entry, event));
  }
}

interface BatchAdded {
  readonly type: "batch-added";
  readonly id: string;
  readonly jobs: readonly Job[];
  /** Absent: a new one. */
  readonly earlier?: Earlier;
}

type EntryEvent = Extract<
  SignEvent,
  {
    type:
      | "phase"
      | "progress"
      | "document"
      | "target"
      | "seen"
      | "changes-accepted"
      | "step"
      | "held"
      | "result";
  }
>;

function reduceEntry(entry: Entry, event: EntryEvent): Entry {
  switch (event.type) {
    case "phase":
      return { ...entry, phase: event.phase };
    case "progress":
      if (entry.phase.kind !== "fetching") return entry;
      return { ...entry, phase: { kind: "fetching", done: event.done, total: event.total } };
    case "document":
      return { ...entry, document: event.document };
    case "target":
      return { ...entry, target: event.target };
    case "seen":
      return { ...entry, seen: true };
    case "changes-accepted":
      return { ...entry, changesAccepted: event.accepted };
    case "step":
      return { ...entry, phase: afterStep(entry.phase, event) };
    case "held":
      if (entry.phase.kind !== "working") return entry;
      return { ...entry, phase: { ...entry.phase, held: event.held } };
    case "result":
      if (entry.phase.kind !== "done") return entry;
      return { ...entry, phase: { kind: "done", result: { ...entry.phase.result, ...event.result } } };
  }
}

/** A later step records how long the one before took. */
function afterStep(phase: Phase, { step, took }: { step: Step; took: number }): Phase {
  if (phase.kind !== "working") return { kind: "working", step, took: {} };
  return { kind: "working", step, took: { ...phase.took, [phase.step]: took } };
}

/** A new document comes on screen at once unless the one there still needs its user. */
function addEntry(state: SignState, job: Job): SignState {
  if (state.entries.some((entry) => entry.id === job.id)) return state;
  const entry = newEntry(job);
  const current = isFree(state) ? entry.id : state.current;
  return { ...state, entries: [...state.entries, entry], current };
}

function newEntry(job: Job): Entry {
  const phase: Phase = isOwnFile(job) ? { kind: "choose" } : { kind: "fetching", done: 0, total: null };
  return {
    id: job.id,
    job,
    phase,
    document: null,
    target: null,
    seen: false,
    changesAccepted: false,
  };
}

/** A batch comes on screen as a document does. */
function addEntries(state: SignState, { id, jobs, earlier }: BatchAdded): SignState {
  const [first] = jobs;
  if (first === undefined) return state;
  const entries = [...state.entries, ...jobs.map(newEntry)];
  const items = jobs.map((job) => job.id);
  return addBatch(
    { ...state, entries },
    { id, source: first.source, items, earlier: earlier ?? null, shown: isFree(state) },
  );
}

/** Nothing is on screen that still needs its user. */
function isFree(state: SignState): boolean {
  const [entry, batch] = [currentEntry(state), currentBatch(state)];
  return batch === null && (entry === null || isSettled(entry));
}

/** Needs its user no more: told, or signed and safe in the page or on disk. */
function isSettled({ phase }: Entry): boolean {
  if (phase.kind === "done") return phase.result.delivery === "taken" || phase.result.saved;
  return phase.kind === "failed" || phase.kind === "choose";
}

/** A job without an address: the user will drop or choose a file. */
export function isOwnFile(job: Job): boolean {
  return job.source.kind === "local" && job.url === null;
}

function removeEntry(state: SignState, id: string): SignState {
  return withShown({ ...state, entries: state.entries.filter((entry) => entry.id !== id) });
}

/** Where what was on screen is gone: a batch, the first document by itself that still needs its user, else the newest. */
function withShown(state: SignState): SignState {
  const entries = singlesOf(state);
  const ids = [...state.batches, ...entries].map(({ id }) => id);
  if (state.current !== null && ids.includes(state.current)) return state;
  const open = entries.find(({ phase }) => phase.kind !== "done" && phase.kind !== "failed");
  return { ...state, current: (state.batches[0] ?? open ?? entries.at(-1))?.id ?? null };
}

/** Without its host the window knows no token and has no session. */
function afterHost(state: SignState, host: HostState): SignState {
  if (host.kind === "ready")
    return { ...state, host, refused: [], entries: state.entries.map(withoutHostNotice) };
  return { ...state, host, tokens: null, lists: {}, session: null };
}

/** What the last host failed at is over once a new one answers. */
function withoutHostNotice(entry: Entry): Entry {
  const isOver = entry.phase.kind === "ready" && entry.phase.notice?.code.startsWith("HOST_") === true;
  return isOver ? { ...entry, phase: { kind: "ready", notice: null } } : entry;
}

/** Lists of tokens that are gone are forgotten, so that a token plugged in again is read anew. */
function afterTokens(state: SignState, tokens: readonly Token[]): SignState {
  const present = new Set(tokens.map((token) => token.id));
  const lists = Object.fromEntries(Object.entries(state.lists).filter(([token]) => present.has(token)));
  const session = state.session !== null && present.has(state.session.token) ? state.session : null;
  return { ...state, tokens, lists, session };
}

function changeEntry(state: SignState, id: string, change: (entry: Entry) => Entry): SignState {
  return { ...state, entries: state.entries.map((entry) => (entry.id === id ? change(entry) : entry)) };
}
