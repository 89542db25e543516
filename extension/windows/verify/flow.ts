/** The way of one file through the verify window: fetch, check, show. No host is needed. */

import { asSignError } from "#shared/errors.ts";
import type { Job } from "../../jobs.ts";
import { Engine } from "../engine.ts";
import { Store } from "../parts/store.ts";
import { fetchDocument, finishJob } from "../source.ts";
import { type CheckedFile, INITIAL_STATE, reduce, type VerifyEvent, type VerifyState } from "./state.ts";

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
    } catch (error) {
      const { code, detail } = asSignError(error);
      this.store.dispatch({ type: "phase", id, phase: { kind: "failed", code, detail } });
    } finally {
      engine.close();
      // The file stays here to be looked at; its place in the queue is free.
      void finishJob(job, "verified").catch(() => undefined);
    }
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
