/** The way of one file through the verify window: fetch, check, show. No host is needed. */

import { asSignError } from "#shared/errors.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import type { Job } from "../../jobs.ts";
import { type CertificateLabel, certificateLabels } from "../../templates/labels.ts";
import { Engine } from "../engine.ts";
import { NOTHING_SEEN } from "../engine-look-messages.ts";
import { Store } from "../parts/store.ts";
import { fetchDocument, finishJob } from "../source.ts";
import {
  type CheckedFile,
  INITIAL_STATE,
  reduce,
  type VerifyEvent,
  type VerifyState,
  type View,
} from "./state.ts";

interface LookWork {
  readonly engine: Engine;
  readonly file: CheckedFile;
  readonly verdict: FileVerdict;
}

export class VerifyDesk {
  readonly store = new Store<VerifyState, VerifyEvent>(reduce, INITIAL_STATE);

  add(job: Job): void {
    if (this.store.state.entries.some(({ id }) => id === job.id)) return;
    this.store.dispatch({ type: "added", job });
    if (job.url !== null) void this.#check(job, (signal) => this.#download(job, signal));
  }

  /** The user's own files; each gets its own verdict. */
  give(job: Job, files: readonly File[]): void {
    files.forEach((file, index) => {
      const own = index === 0 ? job : { ...job, id: crypto.randomUUID(), name: file.name };
      if (index > 0) this.store.dispatch({ type: "added", job: own });
      void this.#check(own, () => Promise.resolve(ownFile(file)));
    });
  }

  /** Once more from the file that is here, else from its address. */
  again(id: string): void {
    const entry = this.store.state.entries.find((one) => one.id === id);
    if (entry === undefined) return;
    const { job, file } = entry;
    void this.#check(job, (signal) => (file ? Promise.resolve(file) : this.#download(job, signal)));
  }

  /** Another revision of it comes on view. */
  see(id: string, view: View): void {
    this.store.dispatch({ type: "view", id, view });
  }

  /** What the user said of certificates helps to tell a person from an agency; without it the names must do. */
  async recallLabels(): Promise<void> {
    const labels = await certificateLabels().catch(() => new Map<string, CertificateLabel>());
    const holders = [...labels].map(([id, label]) => [id, label === "seal" ? "agency" : "person"] as const);
    this.store.dispatch({ type: "labels", labels: new Map(holders) });
  }

  /** A place for another file of the user's own. */
  another(like: Job): void {
    const source = { kind: "local" } as const;
    this.store.dispatch({
      type: "added",
      job: { ...like, id: crypto.randomUUID(), source, url: null, name: null, tab: null },
    });
  }

  async #check(job: Job, get: (signal: AbortSignal) => Promise<CheckedFile>): Promise<void> {
    const { id } = job;
    const engine = new Engine();
    try {
      const file = await get(new AbortController().signal);
      this.store.dispatch({ type: "file", id, file });
      this.store.dispatch({ type: "phase", id, phase: { kind: "checking" } });
      const result = await engine.call("verify", { blob: file.blob });
      this.store.dispatch({ type: "phase", id, phase: { kind: "checked", result, checkedAt: new Date() } });
      if (result.kind === "pdf") await this.#look(id, { engine, file, verdict: result.verdict });
    } catch (error) {
      const { code, detail } = asSignError(error);
      this.store.dispatch({ type: "phase", id, phase: { kind: "failed", code, detail } });
    } finally {
      engine.close();
      // The file stays here to be looked at; its place in the queue is free.
      void finishJob(job, "verified").catch(() => undefined);
    }
  }

  /** The verdict stands already; where things are on the pages comes after it. */
  async #look(id: string, { engine, file, verdict }: LookWork): Promise<void> {
    const words = verdict.signatures.some(
      ({ changes }) => changes === "forbidden" || changes === "undetermined",
    );
    const looked = await engine.call("look", { blob: file.blob, words }).catch(() => NOTHING_SEEN);
    this.store.dispatch({ type: "looked", id, looked });
  }

  #download(job: Job, signal: AbortSignal): Promise<CheckedFile> {
    const { id } = job;
    this.store.dispatch({ type: "phase", id, phase: { kind: "fetching", done: 0, total: null } });
    return fetchDocument(job, {
      signal,
      onProgress: (done: number, total: number | null) =>
        this.store.dispatch({ type: "phase", id, phase: { kind: "fetching", done, total } }),
    });
  }
}

function ownFile(file: File): CheckedFile {
  return { blob: file, name: file.name, url: null, fetchedAt: new Date() };
}
