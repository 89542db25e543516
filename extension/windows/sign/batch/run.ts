/**
 * One run over the ticked documents: one session, then each is prepared, signed, checked and delivered. While the token signs one,
 * the next waits at the host already and a third is prepared: the token is the only thing that is waited for.
 */

import { asSignError, fail, type SignError } from "#shared/errors.ts";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import type { Engine } from "../../engine.ts";
import { language } from "../../parts/language.ts";
import { endJob, showPage } from "../../source.ts";
import type { Consent, Desk } from "../desk.ts";
import { makeSignatures } from "../flow.ts";
import { rememberCertificate } from "../last-used.ts";
import { type LiveSession, noticeOf, type SignedResult } from "../state.ts";
import { documentOf } from "../steps/check.ts";
import { sendToPage } from "../steps/deliver.ts";
import { sessionWith } from "../steps/session.ts";
import { itemOf, signOnce } from "../steps/token.ts";
import { endsBatch, isTokenFault } from "./faults.ts";
import { type Batch, countsOf, type Papers, toSign } from "./state.ts";

export interface Workshop {
  readonly desk: Desk;
  /** Runs with an engine for that document, once one is free. */
  readonly lend: <T>(entry: string, work: (engine: Engine) => Promise<T>) => Promise<T>;
}

interface Order {
  readonly entry: string;
  /** As the host has it listed. */
  readonly item: string;
  readonly consent: Consent;
  readonly session: LiveSession;
}

export class BatchRun {
  readonly #workshop: Workshop;
  readonly #batch: string;
  readonly #controllers = new Map<string, AbortController>();
  /** Entries whose signature was asked for, in that order: the token is at the first. */
  readonly #atHost: string[] = [];
  #halted = false;
  /** Failures of the token, one after the other. */
  #faults = 0;
  /** One file after the other into the page. */
  #delivered: Promise<void> = Promise.resolve();

  constructor(workshop: Workshop, batch: string) {
    this.#workshop = workshop;
    this.#batch = batch;
  }

  /** Ends with every wanted document done, failed, or ready for another run. Never throws. */
  async sign(consent: Consent): Promise<void> {
    const { desk } = this.#workshop;
    const entries = toSign(this.#papers()).map(({ id }) => id);
    desk.timeStamps.begin(this.#batch);
    this.#change({ run: "running", wanted: entries, began: performance.now(), notice: null });
    await desk.custody.listed(entries.map((entry) => desk.entry(entry)));
    try {
      const orders = await this.#open(entries, consent);
      await Promise.all(orders.map((order) => this.#one(order)));
      await this.#delivered;
    } catch (error) {
      this.#halt(asSignError(error));
    }
    this.#change({ run: "none" });
    await this.#tell();
  }

  /** Nothing is begun any more; what the token makes now is finished. */
  stop(): void {
    this.#halted = true;
    this.#change({ run: "stopping" });
    const [signing] = this.#atHost;
    for (const [entry, controller] of this.#controllers) {
      if (entry !== signing) controller.abort();
      this.#workshop.desk.timeStamps.stop(entry);
    }
  }

  /** The session knows every document before the first is signed. */
  async #open(entries: readonly string[], consent: Consent): Promise<Order[]> {
    const { desk } = this.#workshop;
    const items = entries.map((entry) => {
      const sha256 = documentOf(desk, entry).sha256 ?? fail("DOCUMENT_CHANGED");
      return itemOf(desk, entry, { consent: { ...consent, looks: desk.stamps.looks(entry) }, sha256 });
    });
    const { source } = this.#state();
    const { signal } = new AbortController();
    const session = await sessionWith(desk, { source, consent, items, signal });
    return entries.map((entry, index) => ({
      ...{ entry, session, item: items[index]?.item ?? "" },
      consent: { ...consent, looks: desk.stamps.looks(entry) },
    }));
  }

  async #one(order: Order): Promise<void> {
    const { entry } = order;
    const { desk, lend } = this.#workshop;
    try {
      const signed = await lend(entry, (engine) => this.#make(order, engine));
      if (signed === null) return;
      this.#faults = 0;
      desk.stamps.signed(entry);
      this.#delivered = this.#delivered.then(() => this.#deliver(entry, signed));
    } catch (error) {
      this.#failed(entry, asSignError(error));
    } finally {
      this.#controllers.delete(entry);
    }
    if (desk.store.state.session === null) this.#halted = true;
  }

  /** null where the run was over before it began. */
  async #make({ entry, item, consent, session }: Order, engine: Engine): Promise<SignedResult | null> {
    if (this.#halted) return null;
    const { desk } = this.#workshop;
    const { blob, sha256, opening } = documentOf(desk, entry);
    const controller = new AbortController();
    this.#controllers.set(entry, controller);
    desk.phase(entry, { kind: "working", step: "prepare", took: {} });
    await engine.call("open", { blob, ...opening });
    await engine.call("check", {});
    return makeSignatures(desk, entry, {
      consent,
      sign: async (prepared) => {
        if (prepared.sha256 !== sha256) fail("DOCUMENT_CHANGED");
        desk.store.dispatch({ type: "step", id: entry, step: "token", took: 0 });
        return this.#atToken(entry, () =>
          signOnce(desk, {
            open: { session, item },
            digest: prepared.digest,
            signal: controller.signal,
          }),
        );
      },
    });
  }

  async #atToken(entry: string, work: () => Promise<Uint8Array>): Promise<Uint8Array> {
    this.#atHost.push(entry);
    try {
      return await work();
    } finally {
      this.#atHost.splice(this.#atHost.indexOf(entry), 1);
    }
  }

  #failed(entry: string, error: SignError): void {
    const { desk } = this.#workshop;
    const stopped = error.code === "USER_CANCELLED";
    this.#faults += isTokenFault(error) ? 1 : 0;
    if (stopped || endsBatch(error, this.#faults)) {
      desk.phase(entry, { kind: "ready", notice: null });
      if (!stopped) this.#halt(error);
    } else desk.phase(entry, { kind: "failed", error: noticeOf(error) });
  }

  /** The same would happen to every other document, or cost a PIN try. */
  #halt(error: SignError): void {
    // The first failure is the cause; what follows it is not told.
    if (this.#state().notice === null) this.#change({ notice: noticeOf(error) });
    this.#halted = true;
    for (const controller of this.#controllers.values()) controller.abort();
    // A device that failed is in no known state: its login ends, the next run asks for the PIN.
    void this.#workshop.desk.host.lockSession();
  }

  async #deliver(entry: string, signed: SignedResult): Promise<void> {
    const { desk } = this.#workshop;
    const { job, target } = desk.entry(entry);
    void rememberCertificate(job.source, signed.certificate.id);
    if (target === null) {
      desk.phase(entry, { kind: "done", result: signed });
      return;
    }
    desk.store.dispatch({ type: "step", id: entry, step: "deliver", took: 0 });
    const { delivery, label } = await sendToPage(desk, entry, signed);
    desk.phase(entry, { kind: "done", result: { ...signed, delivery, label } });
    if (delivery === "taken") await endJob(job, "signed").catch(() => undefined);
  }

  /** For the ear; and where everything is in the page, the page gets the focus back. */
  async #tell(): Promise<void> {
    const { desk } = this.#workshop;
    const batch = this.#state();
    const { all, done, failed, unsafe } = countsOf(this.#papers());
    const text = batchTexts[language()].told(String(done), String(all), String(failed));
    desk.store.dispatch({ type: "announce", text });
    const [entry] = batch.wanted;
    if (done === all && unsafe === 0 && entry !== undefined) await showPage(desk.entry(entry).job);
  }

  #papers(): Papers {
    const { store, stamps } = this.#workshop.desk;
    return { state: store.state, works: stamps.store.state, batch: this.#state() };
  }

  #state(): Batch {
    const { batches } = this.#workshop.desk.store.state;
    return batches.find(({ id }) => id === this.#batch) ?? fail("JOB_NOT_FOUND", { batch: this.#batch });
  }

  #change(change: Partial<Pick<Batch, "run" | "wanted" | "began" | "notice">>): void {
    this.#workshop.desk.store.dispatch({ type: "batch-changed", id: this.#batch, change });
  }
}
