/** Checks many files with two engines at a time; it can be stopped and goes on where it was. */

import { asSignError } from "#shared/errors.ts";
import { Engine } from "../../engine.ts";
import { Store } from "../../parts/store.ts";
import type { Collected } from "./collect.ts";
import { type FolderEvent, type FolderState, NO_FOLDER, type Row, reduceFolder } from "./rows.ts";

/** More would only share the same cores, and each holds a file in memory. */
const ENGINES = 2;

export class FolderDesk {
  readonly store = new Store<FolderState, FolderEvent>(reduceFolder, NO_FOLDER);
  #engines: Engine[] = [];

  open({ files, cut }: Collected): void {
    this.stop();
    const rows = files.map((file) => ({
      ...file,
      id: crypto.randomUUID(),
      state: { kind: "waiting" } as const,
    }));
    this.store.dispatch({ type: "opened", rows, cut });
    this.start();
  }

  start(): void {
    if (this.store.state.running || this.#next() === null) return;
    this.store.dispatch({ type: "running", running: true });
    void Promise.all(Array.from({ length: ENGINES }, () => this.#work())).then(() => {
      if (this.#next() === null) this.store.dispatch({ type: "running", running: false });
    });
  }

  /** What is being checked waits again. */
  stop(): void {
    for (const engine of this.#engines) engine.close();
    this.#engines = [];
    this.store.dispatch({ type: "stopped" });
  }

  close(): void {
    this.stop();
    this.store.dispatch({ type: "closed" });
  }

  #next(): Row | null {
    return this.store.state.rows?.find(({ state }) => state.kind === "waiting") ?? null;
  }

  /** One engine takes file after file; after a failure that it could not name it is replaced. */
  async #work(): Promise<void> {
    let engine = this.#newEngine();
    for (let row = this.#next(); row !== null && this.#engines.includes(engine); row = this.#next()) {
      const code = await this.#check(row, engine);
      if (code === "UNKNOWN_ERROR" && this.#engines.includes(engine)) {
        this.#drop(engine);
        engine = this.#newEngine();
      }
    }
    this.#drop(engine);
  }

  async #check({ id, file }: Row, engine: Engine): Promise<string | null> {
    this.store.dispatch({ type: "row", id, state: { kind: "checking" } });
    try {
      const result = await engine.call("verify", { blob: file });
      const checked = { kind: "checked", result, checkedAt: new Date() } as const;
      this.store.dispatch({ type: "row", id, state: { ...checked, sha256: null } });
      const { sha256 } = await engine.call("fingerprint", {});
      this.store.dispatch({ type: "row", id, state: { ...checked, sha256 } });
      return null;
    } catch (error) {
      const { code, detail } = asSignError(error);
      // Stopped: the row waits again already.
      if (!this.#engines.includes(engine)) return null;
      this.store.dispatch({ type: "row", id, state: { kind: "failed", code, detail } });
      return code;
    }
  }

  #newEngine(): Engine {
    const engine = new Engine();
    this.#engines.push(engine);
    return engine;
  }

  #drop(engine: Engine): void {
    engine.close();
    this.#engines = this.#engines.filter((other) => other !== engine);
  }
}
