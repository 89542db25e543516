/** Copy threads for files that are signed side by side: each is at one file until that is finished. */

import type { Worker } from "node:worker_threads";
import { CopyThread } from "./copy-thread.ts";
import { startCopyWorker } from "./copy-worker-start.ts";

export class CopyThreads {
  readonly #free: CopyThread[] = [];
  readonly #all: CopyThread[] = [];

  /** @param started one that runs already */
  constructor(started: Worker | undefined) {
    if (started !== undefined) this.#free.push(this.#add(started));
  }

  async with<T>(work: (thread: CopyThread) => Promise<T>): Promise<T> {
    const thread = this.#free.pop() ?? this.#add(startCopyWorker());
    try {
      return await work(thread);
    } finally {
      this.#free.push(thread);
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#all.map((thread) => thread.close()));
  }

  #add(worker: Worker): CopyThread {
    const thread = new CopyThread(worker);
    this.#all.push(thread);
    return thread;
  }
}
