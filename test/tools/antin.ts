/** The built command line `antin`, run as a script would. */

import { existsSync } from "node:fs";
import { builtHost } from "./installed-host.ts";
import { type Run, type RunOptions, run } from "./programs.ts";

/** What is missing to run it; null where it was built. */
export const antinMissing: string | null = existsSync(builtHost) ? null : "dist/antin (npm run build)";

export function antin(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return run(builtHost, args, options);
}

/** Runs with `--json` and gives the objects it printed, one an input. */
export async function antinJson(args: readonly string[], options: RunOptions = {}) {
  const done = await antin([...args, "--json"], options);
  const lines = done.stdout.split("\n").filter((line) => line !== "");
  return { ...done, objects: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}
