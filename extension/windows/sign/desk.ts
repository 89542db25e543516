/** The desk of the window: its documents, their engines, what the user is asked. The flow runs on it, the views call it. */

import { fail } from "#shared/errors.ts";
import type { Job } from "../../jobs.ts";
import { Engine } from "../engine.ts";
import type { StampLook } from "../engine-messages.ts";
import { takeOver } from "../parts/handover.ts";
import { Store } from "../parts/store.ts";
import { finishJob } from "../source.ts";
import { BatchDesk } from "./batch/batch-desk.ts";
import { isUnsafe } from "./batch/state.ts";
import type { Offer } from "./choose.ts";
import { Custody } from "./custody.ts";
import { askAndSign, openAgain, signDocument } from "./flow.ts";
import { HostLink } from "./host-link.ts";
import { LabelDesk } from "./labels.ts";
import { recallCertificate } from "./last-used.ts";
import { TypingGuard } from "./pin.ts";
import { isOwnFile, reduce, type SignEvent } from "./reducer.ts";
import { StampDesk } from "./stamps/desk.ts";
import { type Entry, INITIAL_STATE, type Opening, type Phase, type SignState } from "./state.ts";
import { TimeStampDesk } from "./time-stamp/desk.ts";

/** What the user agreed to with one press of the button. */
export interface Consent {
  readonly offer: Offer;
  /** Empty where the token wants none or a session lives. */
  readonly pin: string;
  readonly allowLastTry: boolean;
  /** What is to be seen of each signature, in their order; a single null for one that is not seen. */
  readonly looks: readonly (StampLook | null)[];
}

export class Desk {
  readonly store = new Store<SignState, SignEvent>(reduce, INITIAL_STATE);
  readonly host = new HostLink(this.store);
  readonly custody = new Custody(this.store);
  readonly guard = new TypingGuard();
  readonly batches = new BatchDesk(this);
  readonly labels = new LabelDesk();
  readonly timeStamps = new TimeStampDesk(this);
  readonly stamps = new StampDesk((id) => this.engine(id));
  readonly #engines = new Map<string, Engine>();
  readonly #asked = new Map<string, (consent: Consent | null) => void>();
  readonly #tries = new Map<string, AbortController>();
  readonly #laps = new Map<string, number>();

  entry(id: string): Entry {
    return this.store.state.entries.find((entry) => entry.id === id) ?? fail("JOB_NOT_FOUND", { job: id });
  }

  phase(id: string, phase: Phase): void {
    this.store.dispatch({ type: "phase", id, phase });
  }

  /** One engine a document; made when first wanted. */
  engine(id: string): Engine {
    const engine = this.#engines.get(id) ?? new Engine();
    this.#engines.set(id, engine);
    return engine;
  }

  /** The jobs of one click: shown at once or queued, and fetched in either case. */
  add(jobs: readonly Job[]): void {
    const isKnown = (job: Job) => this.store.state.entries.some((entry) => entry.id === job.id);
    const fresh = jobs.filter((job) => !isKnown(job));
    if (fresh.length === 0) return;
    for (const job of fresh.filter(({ batch }) => batch === null)) this.#addOne(job);
    for (const id of new Set(fresh.map(({ batch }) => batch))) {
      if (id !== null)
        this.batches.add(
          id,
          fresh.filter(({ batch }) => batch === id),
        );
    }
    // The click that asked for it brings the window in front, whichever document is on screen.
    this.appeared();
    for (const { source } of fresh.slice(0, 1)) {
      void this.host.askSource(source);
      void recallCertificate(source).then((certificate) =>
        this.store.dispatch({ type: "remembered", certificate }),
      );
    }
  }

  #addOne(job: Job): void {
    this.store.dispatch({ type: "entry-added", job });
    if (!isOwnFile(job)) void signDocument(this, job.id);
    // The user's own file with a name comes from another window of ours.
    else if (job.name !== null) void takeOver(job.id).then((file) => this.give(job.id, [file]));
  }

  /** The user's own files for the job that waits for one; several become a batch in its place. */
  give(id: string, files: readonly File[]): void {
    const [first, ...others] = files;
    if (first === undefined) return;
    if (others.length > 0) {
      const { job } = this.entry(id);
      this.store.dispatch({ type: "entry-removed", id });
      this.batches.addFiles(job, files);
      return;
    }
    this.phase(id, { kind: "checking" });
    void signDocument(this, id, first);
  }

  /** Waits for the user's answer to the document on screen; null: "Không ký". */
  consent(id: string): Promise<Consent | null> {
    return new Promise((resolve) => this.#asked.set(id, resolve));
  }

  answer(id: string, consent: Consent | null): void {
    const resolve = this.#asked.get(id);
    this.#asked.delete(id);
    resolve?.(consent);
  }

  startTry(id: string): AbortSignal {
    const controller = new AbortController();
    this.#tries.set(id, controller);
    this.lap(id);
    return controller.signal;
  }

  /** Milliseconds since the last lap of this document's work. */
  lap(id: string): number {
    const now = performance.now();
    const took = now - (this.#laps.get(id) ?? now);
    this.#laps.set(id, now);
    return took;
  }

  /** Stops the try that runs; what is signed already is kept. */
  stop(id: string): void {
    this.#tries.get(id)?.abort();
    this.timeStamps.stop(id);
  }

  /** Its first page is on screen. */
  seen(id: string): void {
    this.store.dispatch({ type: "seen", id });
    // It may have left the window meanwhile.
    const shown = this.store.state.entries.find((entry) => entry.id === id);
    if (shown !== undefined) this.custody.shown(shown);
  }

  select(id: string): void {
    this.store.dispatch({ type: "entry-selected", id });
    this.appeared();
  }

  /** From the beginning, after a failure to fetch or to read. */
  retry(id: string): void {
    this.closeEngine(id);
    const { job } = this.entry(id);
    if (isOwnFile(job)) this.phase(id, { kind: "choose" });
    else void signDocument(this, id);
  }

  /** With a password, or with consent to a repair. */
  openAgain(id: string, opening: Partial<Opening>): void {
    void openAgain(this, id, opening);
  }

  /** The original once more: a new document look, a new consent. */
  signAgain(id: string): void {
    void askAndSign(this, id);
  }

  /** "Không ký": the document leaves the window; the last one takes the window with it. */
  async leave(id: string): Promise<void> {
    const { job, phase } = this.entry(id);
    this.#tries.get(id)?.abort();
    this.closeEngine(id);
    this.stamps.forget(id);
    this.store.dispatch({ type: "entry-removed", id });
    if (!isUnsafe({ phase })) await this.custody.left([id]);
    await finishJob(job, phase.kind === "done" ? "signed" : "declined").catch(() => undefined);
    this.closeIfDone();
  }

  /** The last document takes the window with it. */
  closeIfDone(): void {
    if (this.store.state.current === null) window.close();
    else this.appeared();
  }

  /** A worker of the batches' own works on this document for a while; null: no more. */
  lend(id: string, engine: Engine | null): void {
    if (engine === null) this.#engines.delete(id);
    else this.#engines.set(id, engine);
  }

  closeEngine(id: string): void {
    this.#engines.get(id)?.close();
    this.#engines.delete(id);
  }

  /** What is on screen is new to the user. */
  appeared(): void {
    this.guard.appeared(performance.now());
  }
}
