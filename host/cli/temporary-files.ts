/** Files that must not outlive the command, whatever ends it. */

import { rmSync } from "node:fs";

const files = new Set<string>();
let guarded = false;

/** From now on the file is removed when the process ends, also by a signal. */
export function guardTemporary(path: string): void {
  files.add(path);
  if (guarded) return;
  guarded = true;
  process.on("exit", removeAll);
  process.on("SIGINT", () => process.exit(130));
  process.on("SIGTERM", () => process.exit(143));
  process.on("SIGHUP", () => process.exit(129));
}

/** The file has got its name, or is gone. */
export function releaseTemporary(path: string): void {
  files.delete(path);
}

function removeAll(): void {
  for (const path of files) rmSync(path, { force: true });
}
