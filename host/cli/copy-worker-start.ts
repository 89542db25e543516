/** Starts the copy thread. Imports next to nothing: it is called before the rest of the command line is loaded. */

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

/** From source beside this file, built beside the program. */
export function startCopyWorker(): Worker {
  const here: string | undefined = import.meta.url;
  const file = here?.endsWith(".ts")
    ? fileURLToPath(new URL("copy-worker.ts", here))
    : join(dirname(process.argv[1] ?? ""), "copy-worker.cjs");
  const worker = new Worker(file);
  // Nothing waits for it until it is asked something.
  worker.unref();
  return worker;
}
