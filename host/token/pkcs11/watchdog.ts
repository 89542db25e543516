/**
 * Ends this process when the one that started it is gone, even while a call into a module hangs and no code of the main thread
 * runs any more: a thread of its own waits on a pipe that nobody ever writes to.
 */

import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** File descriptors of the token child, made by whoever starts it. */
export const REQUEST_FD = 3;
export const ANSWER_FD = 4;
const LIFELINE_FD = 5;

/** As text: the worker must start from source and from a bundle of one file alike. */
const WAIT_FOR_END = `
const { readSync } = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
parentPort.postMessage("awake");
try {
  // Returns with nothing (or throws) only when the other end is closed; whatever returns means the end.
  readSync(workerData, Buffer.alloc(1));
} finally {
  // Not process.exit: it would wait for the main thread.
  process.kill(process.pid, "SIGKILL");
}
`;

/** Resolves when the thread watches. */
export async function startWatchdog(): Promise<void> {
  const worker = new Worker(WAIT_FOR_END, { eval: true, workerData: LIFELINE_FD });
  await once(worker, "message");
}

/** The only way out of this process: exit handlers would wait for the watchdog's read. */
export function endProcess(): never {
  process.kill(process.pid, "SIGKILL");
  // Death is on its way; nothing may run meanwhile.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
