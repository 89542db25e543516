/**
 * Verifying: a large file with two signatures in a warm process against `openssl dgst -sha256` of it, and many small files in one
 * process against `pdfsig` over the same files. Run alone: `node bench/verify.ts`.
 */

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import { verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "../host/digest-ranges.ts";
import { FileSource } from "../host/file-source.ts";
import { practiceAuthority } from "../host/token/practice.ts";
import { findProgram, projectRoot } from "../test/tools/programs.ts";
import { writeLargePdf } from "./large-pdf.ts";
import { median, peakMemory, timeOf } from "./stopwatch.ts";

export interface LargeFigures {
  readonly megabytes: number;
  /** Medians, milliseconds, both without the start of a process. */
  readonly verifying: number;
  readonly yardstick: number;
  /** Median of the ratios of the runs. */
  readonly ratio: number;
  /** MiB of `antin verify` over that file; null where it cannot be measured. */
  readonly peak: number | null;
}

export interface SmallFigures {
  readonly files: number;
  /** Milliseconds, the start of the one process included. */
  readonly verifying: number;
  /** null where pdfsig is missing. */
  readonly pdfsig: number | null;
}

const antin = join(projectRoot, "dist", "antin");

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "antin-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function signer(folder: string) {
  const env = { ...process.env, ANTIN_HOME: join(folder, "home") };
  const sign = (input: string, output: string) =>
    timeOf({ program: antin, args: ["sign", input, "-o", output, "--token", "practice"], env });
  return { env, sign };
}

export function measureLarge(megabytes: number, runs: number): Promise<LargeFigures> {
  return inFolder(async (folder) => {
    const [plain, once, twice, empty] = ["plain", "once", "twice", "empty"].map((name) =>
      join(folder, `${name}.pdf`),
    ) as [string, string, string, string];
    const { env, sign } = signer(folder);
    writeLargePdf(plain, megabytes * 1_000_000);
    writeFileSync(empty, "");
    sign(plain, once);
    sign(once, twice);
    const anchor = await practiceAuthority(join(folder, "home", "practice"));
    await verifyOnce(twice, anchor);
    const verifyings: number[] = [];
    const yardsticks: number[] = [];
    for (let run = 0; run < runs; run++) {
      const start = timeOf({ program: "openssl", args: ["dgst", "-sha256", empty] });
      yardsticks.push(timeOf({ program: "openssl", args: ["dgst", "-sha256", twice] }) - start);
      const began = performance.now();
      await verifyOnce(twice, anchor);
      verifyings.push(performance.now() - began);
    }
    const ratio = median(verifyings.map((own, run) => own / (yardsticks[run] ?? Number.NaN)));
    const peak = await peakMemory({ program: antin, args: ["verify", twice, "--offline"], env });
    return { megabytes, verifying: median(verifyings), yardstick: median(yardsticks), ratio, peak };
  });
}

async function verifyOnce(path: string, anchor: Uint8Array): Promise<void> {
  const handle = await open(path);
  try {
    const source = new FileSource(handle, (await handle.stat()).size);
    const trust = { anchors: [anchor], practice: true };
    const { indication, signatures } = await verifyPdf({ source, digestRanges, trust });
    if (indication !== "TOTAL-PASSED" || signatures.length !== 2) throw new Error(`${path}: ${indication}`);
  } finally {
    await handle.close();
  }
}

export function measureSmall(files: number): Promise<SmallFigures> {
  return inFolder(async (folder) => {
    const { env, sign } = signer(folder);
    const [plain, signed, many] = ["plain.pdf", "signed.pdf", "many"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeLargePdf(plain, 50_000);
    sign(plain, signed);
    mkdirSync(many);
    const paths = Array.from({ length: files }, (_, index) => join(many, `${index}.pdf`));
    for (const path of paths) copyFileSync(signed, path);
    const args = ["verify", many, "--trust", "practice", "--offline", "--json"];
    const verifying = timeOf({ program: antin, args, env });
    if (findProgram("pdfsig") === null) return { files, verifying, pdfsig: null };
    const began = performance.now();
    for (const path of paths) timeOf({ program: "pdfsig", args: ["-nocert", path] });
    return { files, verifying, pdfsig: performance.now() - began };
  });
}

if (basename(process.argv[1] ?? "") === "verify.ts") {
  console.log(await measureLarge(100, 9), await measureSmall(500));
}
