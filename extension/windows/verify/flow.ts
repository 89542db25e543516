/** The way of one file through the verify window: fetch, check, show. No host is needed. */

import { asSignError } from "#shared/errors.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { type Job, oneLine } from "../../jobs.ts";
import { type CertificateLabel, certificateLabels } from "../../templates/labels.ts";
import { Engine } from "../engine.ts";
import { NOTHING_SEEN } from "../engine-look-messages.ts";
import { Store } from "../parts/store.ts";
import { fetchDocument, finishJob } from "../source.ts";
import type { Collected } from "./folder/collect.ts";
import { FolderDesk } from "./folder/desk.ts";
import type { Row } from "./folder/rows.ts";
import {
  type CheckedFile,
  type Entry,
  type Given,
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

interface Failed {
  readonly id: string;
  /** The file as it stood before the user gave something. */
  readonly before: Entry | undefined;
  readonly error: unknown;
  readonly stopped: boolean;
}

export class VerifyDesk {
  readonly store = new Store<VerifyState, VerifyEvent>(reduce, INITIAL_STATE);
  readonly folder = new FolderDesk();
  readonly #running = new Map<string, AbortController>();
  /** What the table was opened for. */
  #tableJob: Job | null = null;

  add(job: Job): void {
    if (this.store.state.entries.some(({ id }) => id === job.id)) return;
    this.store.dispatch({ type: "added", job });
    if (job.url !== null) void this.#check(job, (signal) => this.#download(job, signal));
  }

  /** The user's own files: one opens, several and what is left of a folder become a table. */
  give(job: Job, found: Collected): void {
    const [first, ...others] = found.files;
    if (first !== undefined && others.length === 0) {
      void this.#check(job, () => Promise.resolve(ownFile(first.file)));
      return;
    }
    this.#tableJob = job;
    this.folder.open(found);
    void finishJob(job, "verified").catch(() => undefined);
  }

  /** A file of the table comes on screen with the verdict it has. */
  openRow({ id, file, path, state }: Row): void {
    if (this.#tableJob === null) return;
    const job = { ...ownJob(), id, name: path };
    this.store.dispatch({ type: "added", job });
    this.folder.store.dispatch({ type: "shown", onView: false });
    if (state.kind !== "checked" || state.sha256 === null) {
      void this.#check(job, () => Promise.resolve(ownFile(file)));
      return;
    }
    const { result } = state;
    this.store.dispatch({ type: "file", id, file: ownFile(file) });
    this.store.dispatch({ type: "phase", id, phase: state });
    if (result.kind === "pdf") void this.#lookAnew(id, { file: ownFile(file), verdict: result.verdict });
  }

  /** Away with the table; there is a place for files again. */
  closeTable(): void {
    this.folder.close();
    if (this.store.state.entries.length === 0 && this.#tableJob !== null) this.another();
    this.#tableJob = null;
  }

  /** From a file of the table back to the table. */
  backToTable(id: string): void {
    this.store.dispatch({ type: "removed", id });
    this.folder.store.dispatch({ type: "shown", onView: true });
  }

  /** Once more from the file that is here, else from its address. */
  again(id: string): void {
    const entry = this.store.state.entries.find((one) => one.id === id);
    if (entry === undefined) return;
    const { job, file } = entry;
    void this.#check(job, (signal) => (file ? Promise.resolve(file) : this.#download(job, signal)));
  }

  /** Once more with what the user gives; what cannot be used changes nothing. */
  supplement(id: string, part: Partial<Given>): void {
    const entry = this.store.state.entries.find((one) => one.id === id);
    if (entry === undefined || entry.file === null) return;
    const { job, file, given } = entry;
    this.store.dispatch({ type: "given", id, given: { ...given, ...part } });
    void this.#check(job, () => Promise.resolve(file), entry);
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
  another(): void {
    this.store.dispatch({ type: "added", job: ownJob() });
  }

  /** Leaves off fetching or checking; the file that is here stays. */
  stop(id: string): void {
    this.#running.get(id)?.abort();
  }

  async #check(job: Job, get: (signal: AbortSignal) => Promise<CheckedFile>, before?: Entry): Promise<void> {
    const { id } = job;
    const engine = new Engine();
    const signal = this.#run(id, engine);
    try {
      const file = await get(signal);
      this.store.dispatch({ type: "file", id, file });
      this.store.dispatch({ type: "phase", id, phase: { kind: "checking" } });
      const result = await engine.call("verify", { blob: file.blob, ...this.#given(id) });
      const checked = { kind: "checked", result, checkedAt: new Date() } as const;
      this.store.dispatch({ type: "phase", id, phase: { ...checked, sha256: null } });
      const { sha256 } = await engine.call("fingerprint", {});
      this.store.dispatch({ type: "phase", id, phase: { ...checked, sha256 } });
      if (result.kind === "pdf") await this.#look(id, { engine, file, verdict: result.verdict });
    } catch (error) {
      this.#failed({ id, before, error, stopped: signal.aborted });
    } finally {
      engine.close();
      if (this.#running.get(id)?.signal === signal) this.#running.delete(id);
      // The file stays here to be looked at; its place in the queue is free.
      void finishJob(job, "verified").catch(() => undefined);
    }
  }

  #run(id: string, engine: Engine): AbortSignal {
    const running = new AbortController();
    running.signal.addEventListener("abort", () => engine.close(), { once: true });
    this.#running.set(id, running);
    return running.signal;
  }

  #failed({ id, before, error, stopped }: Failed): void {
    const { code, detail } = asSignError(error);
    const isRefused = code === "INVALID_ARGUMENT" && before !== undefined;
    if (isRefused) this.store.dispatch({ type: "refused", id, before });
    else if (stopped) this.store.dispatch({ type: "phase", id, phase: { kind: "stopped" } });
    else this.store.dispatch({ type: "phase", id, phase: { kind: "failed", code, detail } });
  }

  #given(id: string): Given {
    return this.store.state.entries.find((entry) => entry.id === id)?.given ?? { evidence: [] };
  }

  /** The verdict stands already; where things are on the pages comes after it. */
  async #look(id: string, { engine, file, verdict }: LookWork): Promise<void> {
    const words = verdict.signatures.some(
      ({ changes }) => changes === "forbidden" || changes === "undetermined",
    );
    const { password: word } = this.#given(id);
    const password = word === undefined ? {} : { password: word };
    const looked = await engine
      .call("look", { blob: file.blob, words, ...password })
      .catch(() => NOTHING_SEEN);
    this.store.dispatch({ type: "looked", id, looked });
  }

  async #lookAnew(id: string, work: Omit<LookWork, "engine">): Promise<void> {
    const engine = new Engine();
    await this.#look(id, { ...work, engine });
    engine.close();
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

function ownJob(): Job {
  const local = { source: { kind: "local" }, tab: null, url: null, name: null, private: false } as const;
  return {
    ...local,
    id: crypto.randomUUID(),
    action: "verify",
    batch: null,
    createdAt: Date.now(),
    state: "open",
  };
}

function ownFile(file: File): CheckedFile {
  return { blob: file, name: oneLine(file.name), url: null, fetchedAt: new Date() };
}
