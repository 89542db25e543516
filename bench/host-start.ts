/** From the start of the host process to its hello, against the whole life of `node -e 0`. */

import { spawn } from "node:child_process";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { CHROMIUM_ID } from "#shared/protocol/identity.ts";
import { projectRoot } from "../test/tools/programs.ts";
import { median, timeOf } from "./stopwatch.ts";

export interface StartFigures {
  /** Medians, milliseconds. */
  readonly hello: number;
  readonly node: number;
  /** Median of the ratios of the runs. */
  readonly ratio: number;
}

export async function measureStart(runs: number): Promise<StartFigures> {
  const hellos: number[] = [];
  const nodes: number[] = [];
  for (let run = 0; run < runs; run++) {
    nodes.push(timeOf({ program: process.execPath, args: ["-e", "0"] }));
    hellos.push(await timeToHello());
  }
  const ratio = median(hellos.map((hello, run) => hello / (nodes[run] ?? Number.NaN)));
  return { hello: median(hellos), node: median(nodes), ratio };
}

async function timeToHello(): Promise<number> {
  const began = performance.now();
  const host = spawn(join(projectRoot, "dist", "antin"), [`chrome-extension://${CHROMIUM_ID}/`], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => host.on("exit", resolve));
  await new Promise((resolve) => host.stdout.once("data", resolve));
  const took = performance.now() - began;
  host.stdin.end();
  await ended;
  return took;
}
