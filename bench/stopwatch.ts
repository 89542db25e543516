/** Times of other programs, and what a row of such times says. */

import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Milliseconds from start to end; throws where the program fails. */
export function timeOf({ program, args, env = process.env }: Command): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  const took = performance.now() - began;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr}`);
  return took;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Peak resident memory in MiB (VmHWM, Linux alone); null elsewhere. Read while the program runs: the peak only ever rises. */
export async function peakMemory({ program, args, env = process.env }: Command): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const child = spawn(program, args, { env, stdio: "ignore" });
  let kibibytes = 0;
  const look = setInterval(() => {
    kibibytes = Math.max(kibibytes, highWater(child.pid ?? 0));
  }, 2);
  await new Promise((resolve) => child.on("exit", resolve));
  clearInterval(look);
  return kibibytes / 1024;
}

function highWater(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
