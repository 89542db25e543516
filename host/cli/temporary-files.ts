/** Files that must not outlive the command, whatever ends it. */

import { createHash, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Computer and process that write it are in its name: who finds it can tell whether that process still lives. */
const NAME = /^\.antin-([0-9a-f]{8})-(\d+)-[0-9a-f]{16}\.tmp$/;

/** Of this computer: on a shared folder, processes of others cannot be asked for. */
const COMPUTER = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);

export function temporaryName(): string {
  return `.antin-${COMPUTER}-${process.pid}-${randomBytes(8).toString("hex")}.tmp`;
}

const cleaned = new Set<string>();

/** What a killed process left in a folder goes, once a folder and call; what a living one writes stays. Never fails. */
export async function removeLeftovers(folder: string): Promise<void> {
  if (cleaned.has(folder)) return;
  cleaned.add(folder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, computer, process = ""] = NAME.exec(name) ?? [];
    if (computer !== COMPUTER || isAlive(Number(process))) continue;
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

/** A process of another user counts as alive: its file is not ours to take away. */
function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

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
