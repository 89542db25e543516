/** A second thread that copies and hashes files for `sign`: the document is parsed meanwhile. One for a whole call. */

import type { Worker } from "node:worker_threads";
import { fail } from "#shared/errors.ts";
import type { CopyAnswer, CopyHash, CopyRequest } from "./copy-worker.ts";

export class CopyThread {
  readonly #worker: Worker;
  readonly #waiting: ((answer: CopyAnswer) => void)[] = [];

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (answer: CopyAnswer) => this.#waiting.shift()?.(answer));
    worker.on("error", () => {
      for (const wake of this.#waiting.splice(0)) wake({ type: "failed", side: "output", code: "THREAD" });
    });
    // Listening has made it count again.
    worker.unref();
  }

  ask(request: CopyRequest): Promise<CopyAnswer> {
    this.#worker.ref();
    return new Promise((resolve) => {
      this.#waiting.push((answer) => {
        if (this.#waiting.length === 0) this.#worker.unref();
        resolve(answer);
      });
      this.#worker.postMessage(request);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

export interface CopyJob {
  /** File descriptors. */
  readonly input: number;
  readonly output: number;
  readonly hashes: readonly CopyHash[];
  /** For errors. */
  readonly paths: { readonly input: string; readonly output: string };
}

/** One file being copied; begins at once. */
export class FileCopy {
  readonly #thread: CopyThread;
  readonly #job: CopyJob;
  readonly #stop = new Int32Array(new SharedArrayBuffer(4));
  readonly #answer: Promise<CopyAnswer>;

  constructor(thread: CopyThread, job: CopyJob) {
    this.#thread = thread;
    this.#job = job;
    const { input, output, hashes } = job;
    this.#answer = thread.ask({ type: "copy", input, output, hashes, stop: this.#stop });
  }

  /** Bytes copied, when all are handed to the system. Errors: INPUT_NOT_FOUND or OUTPUT_FAILED {path, reason}. */
  async done(): Promise<number> {
    const answer = await this.#answer;
    return answer.type === "copied" ? answer.size : this.#refuse(answer);
  }

  /** The digest of the copied bytes followed by `parts`. Errors: as `done`. */
  async digest(hash: CopyHash, parts: readonly Uint8Array[]): Promise<Uint8Array> {
    await this.done();
    const answer = await this.#thread.ask({ type: "digest", hash, parts });
    return answer.type === "digest" ? answer.digest : this.#refuse(answer);
  }

  /** The files may be closed after this. */
  async abandon(): Promise<void> {
    Atomics.store(this.#stop, 0, 1);
    await this.#answer;
  }

  #refuse(answer: CopyAnswer): never {
    const { paths } = this.#job;
    if (answer.type !== "failed") return fail("UNKNOWN_ERROR");
    const { side, code: reason } = answer;
    return fail(side === "input" ? "INPUT_NOT_FOUND" : "OUTPUT_FAILED", { path: paths[side], reason });
  }
}
