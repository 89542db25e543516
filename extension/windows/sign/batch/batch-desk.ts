/** The batches of the window: fetched and checked a few at a time, asked for once, signed by a run. The views call it. */

import { asSignError } from "#shared/errors.ts";
import type { Job } from "../../../jobs.ts";
import type { KeptDocument } from "../../../keep/store.ts";
import type { Engine } from "../../engine.ts";
import { endJob, showPage } from "../../source.ts";
import type { Desk } from "../desk.ts";
import type { StampScene } from "../stamps/memory.ts";
import type { StampChoice } from "../stamps/state.ts";
import { type Entry, noticeOf } from "../state.ts";
import { checkStep } from "../steps/check.ts";
import { deliverAgain, save } from "../steps/deliver.ts";
import { fetchStep } from "../steps/fetch.ts";
import { EnginePool } from "./engine-pool.ts";
import { BatchRun } from "./run.ts";
import { type Batch, type DeclineReason, entriesOf, isUnsafe } from "./state.ts";
import type { Unfinished } from "./unfinished.ts";

export class BatchDesk {
  readonly #desk: Desk;
  #pool: EnginePool | null = null;
  readonly #runs = new Map<string, BatchRun>();
  /** Certificate and label for which the stamps of an entry were placed. */
  readonly #settled = new Map<string, string>();
  #viewing: string | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The documents of one click. */
  add(id: string, jobs: readonly Job[]): void {
    this.#desk.store.dispatch({ type: "batch-added", id, jobs });
    for (const job of jobs) void this.#fetch(job.id);
    void this.#ask(id);
  }

  /** The user's own files, given for a job that waited for one. */
  addFiles(asked: Job, files: readonly File[]): void {
    const id = crypto.randomUUID();
    const jobs = files.map(({ name }) => ({ ...asked, id: crypto.randomUUID(), batch: id, name }));
    void endJob(asked, "declined").catch(() => undefined);
    this.#desk.store.dispatch({ type: "batch-added", id, jobs });
    for (const [index, job] of jobs.entries()) void this.#fetch(job.id, files[index]);
    void this.#ask(id);
  }

  /** What an earlier window left unfinished: signed files wait for their place, the others are offered again. */
  restore({ documents, earlier }: Unfinished): void {
    const id = crypto.randomUUID();
    const jobs = documents.map(({ job }) => job);
    this.#desk.store.dispatch({ type: "batch-added", id, jobs, earlier });
    for (const document of documents) {
      if (document.signed === null) void this.#fetch(document.id);
      else void this.#reopen(document, document.signed);
    }
    void this.#ask(id);
  }

  /** The copy is judged like a stranger's file before it is offered. */
  async #reopen(
    { id, state }: KeptDocument,
    { blob, ...signed }: Exclude<KeptDocument["signed"], null>,
  ): Promise<void> {
    this.#desk.phase(id, { kind: "checking" });
    const delivery = state === "signed" ? "none" : "unproven";
    try {
      const { verdict } = await this.#lend(id, (engine) => engine.call("verify", { blob }));
      const result = { ...signed, blob, verdict, delivery, label: null, saved: false } as const;
      this.#desk.phase(id, { kind: "done", result });
    } catch (error) {
      if (this.#isHere(id)) this.#desk.phase(id, { kind: "failed", error: noticeOf(asSignError(error)) });
    }
  }

  /** Signed files into the page that is open now, one after the other. */
  async deliverAll(batch: Batch): Promise<void> {
    for (const { id, phase } of entriesOf(this.#desk.store.state, batch).filter(isUnsafe)) {
      if (phase.kind === "done") await deliverAgain(this.#desk, id, phase.result);
    }
  }

  /** One of them on screen, with an engine of its own as long as it is there. */
  view(id: string, entry: string | null): void {
    if (this.#viewing !== null) this.#desk.closeEngine(this.#viewing);
    this.#viewing = entry;
    const document = entry === null ? null : this.#desk.entry(entry).document;
    if (entry !== null && document)
      void this.#desk
        .engine(entry)
        .call("open", { blob: document.blob, ...document.opening })
        .catch(() => undefined);
    this.#desk.store.dispatch({ type: "batch-changed", id, change: { viewing: entry } });
  }

  /** Its stamps are proposed and placed. */
  async settle(entry: string, scene: StampScene): Promise<void> {
    const key = `${scene.certificate} ${scene.label}`;
    if (this.#settled.get(entry) === key) return;
    this.#settled.set(entry, key);
    await this.#opened(entry, () => this.#desk.stamps.settle(entry, scene));
  }

  /** One kind of signature for all of these. */
  async chooseKind(entries: readonly Entry[], choice: StampChoice): Promise<void> {
    await Promise.all(entries.map(({ id }) => this.#opened(id, () => this.#desk.stamps.choose(id, choice))));
  }

  /** Works on a document that the engine has open; a failure shows where it is to be signed. */
  async #opened(entry: string, work: () => Promise<void>): Promise<void> {
    const document = this.#isHere(entry) ? this.#desk.entry(entry).document : null;
    if (document === null) return;
    await this.#lend(entry, async (engine) => {
      await engine.call("open", { blob: document.blob, ...document.opening });
      await work();
    }).catch(() => undefined);
  }

  /** "Không ký" for one of them, with its reason; null: it may be signed after all. */
  decline(batch: Batch, entry: string, reason: DeclineReason | null): void {
    this.#desk.store.dispatch({ type: "row-changed", batch: batch.id, id: entry, row: { declined: reason } });
  }

  tick(batch: string, entry: string, ticked: boolean): void {
    const row = { ticked, declined: null };
    this.#desk.store.dispatch({ type: "row-changed", batch, id: entry, row });
  }

  /** From the beginning, after a failure. */
  retry(entry: string): void {
    void this.#fetch(entry);
  }

  /** What the token makes now is finished; nothing after it. */
  stop(id: string): void {
    this.#runs.get(id)?.stop();
  }

  /** Onto the disk, each by its own name. */
  async saveAll(batch: Batch): Promise<void> {
    for (const { id, phase } of entriesOf(this.#desk.store.state, batch).filter(isUnsafe)) {
      if (phase.kind === "done") await save(this.#desk, id, phase.result);
    }
  }

  /** The batch leaves the window; the last thing in it takes the window with it. */
  async leave(batch: Batch): Promise<void> {
    const entries = entriesOf(this.#desk.store.state, batch);
    this.#desk.answer(batch.id, null);
    this.#desk.store.dispatch({ type: "batch-removed", id: batch.id });
    await this.#desk.custody.left(entries.filter((entry) => !isUnsafe(entry)).map(({ id }) => id));
    for (const { job, phase } of entries) {
      await endJob(job, phase.kind === "done" ? "signed" : "declined").catch(() => undefined);
    }
    const signed = entries.find(({ phase }) => phase.kind === "done");
    if (signed !== undefined) await showPage(signed.job).catch(() => undefined);
    if (this.#desk.store.state.batches.length === 0) this.#closePool();
    this.#desk.closeIfDone();
  }

  /** Asks until the batch leaves; each consent is a run over what is ticked then. */
  async #ask(id: string): Promise<void> {
    for (;;) {
      const consent = await this.#desk.consent(id);
      if (consent === null) return;
      this.view(id, null);
      const run = new BatchRun({ desk: this.#desk, lend: (entry, work) => this.#lend(entry, work) }, id);
      this.#runs.set(id, run);
      this.#preparePool(id);
      await run.sign(consent);
      this.#runs.delete(id);
    }
  }

  async #fetch(id: string, given?: File): Promise<void> {
    try {
      await this.#lend(id, async (engine) => {
        await fetchStep(this.#desk, id, given);
        await checkStep(this.#desk, id);
        // The host learns the hash of every document before the first is signed.
        await engine.call("hash", {});
      });
      this.#desk.phase(id, { kind: "ready", notice: null });
    } catch (error) {
      if (!this.#isHere(id)) return;
      this.#desk.phase(id, { kind: "failed", error: noticeOf(asSignError(error)) });
    }
  }

  #isHere(id: string): boolean {
    return this.#desk.store.state.entries.some((entry) => entry.id === id);
  }

  /** Works on a document with an engine of the pool. */
  async #lend<T>(id: string, work: (engine: Engine) => Promise<T>): Promise<T> {
    // The one on screen has its engine already.
    if (this.#viewing === id) return work(this.#desk.engine(id));
    const pool = this.#ownPool();
    const engine = await pool.take();
    this.#desk.lend(id, engine);
    try {
      return await work(engine);
    } finally {
      this.#desk.lend(id, null);
      if (pool === this.#pool) pool.give(engine);
      else engine.close();
    }
  }

  #preparePool(id: string): void {
    const { state } = this.#desk.store;
    const batch = state.batches.find((each) => each.id === id);
    const sizes = batch ? entriesOf(state, batch).map(({ document }) => document?.blob.size ?? 0) : [];
    this.#ownPool().prepareFor({ documents: sizes.length, largest: Math.max(0, ...sizes) });
  }

  #ownPool(): EnginePool {
    this.#pool ??= new EnginePool();
    return this.#pool;
  }

  #closePool(): void {
    this.#pool?.close();
    this.#pool = null;
  }
}
