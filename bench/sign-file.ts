/**
 * `antin sign` to a new file against `cp` + sync + `openssl dgst -sha256` of the same file, run by run in turn. The start of Node is
 * taken off by a `node -e 0` beside each run.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../test/tools/programs.ts";
import { writeLargePdf } from "./large-pdf.ts";
import { median, peakMemory, timeOf } from "./stopwatch.ts";

export interface SignFigures {
  readonly megabytes: number;
  /** Medians, milliseconds; `signing` without the start of Node. */
  readonly signing: number;
  readonly yardstick: number;
  /** Median of the ratios of the runs. */
  readonly ratio: number;
  /** MiB; null where it cannot be measured. */
  readonly peak: number | null;
}

const antin = join(projectRoot, "dist", "antin");

export async function measureSigning(megabytes: number, runs: number): Promise<SignFigures> {
  const folder = mkdtempSync(join(tmpdir(), "antin-bench-"));
  try {
    return await measureIn(folder, megabytes, runs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, megabytes: number, runs: number): Promise<SignFigures> {
  const [input, copy, output] = ["in.pdf", "copy.pdf", "out.pdf"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeLargePdf(input, megabytes * 1_000_000);
  const env = { ...process.env, ANTIN_HOME: join(folder, "home") };
  const sign = { program: antin, args: ["sign", input, "-o", output, "--token", "practice"], env };
  const remove = () => {
    for (const path of [copy, output]) rmSync(path, { force: true });
  };
  // Makes the practice keys and warms the page cache.
  const peak = await peakMemory(sign);
  const yardsticks: number[] = [];
  const signings: number[] = [];
  for (let run = 0; run < runs; run++) {
    remove();
    yardsticks.push(yardstick(input, copy));
    remove();
    const start = timeOf({ program: process.execPath, args: ["-e", "0"] });
    signings.push(timeOf(sign) - start);
  }
  const ratio = median(signings.map((signing, run) => signing / (yardsticks[run] ?? Number.NaN)));
  return { megabytes, signing: median(signings), yardstick: median(yardsticks), ratio, peak };
}

function yardstick(input: string, copy: string): number {
  return (
    timeOf({ program: "cp", args: [input, copy] }) +
    timeOf({ program: "sync", args: [copy] }) +
    timeOf({ program: "openssl", args: ["dgst", "-sha256", input] })
  );
}
