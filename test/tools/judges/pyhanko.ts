/** pyHanko in a Python environment outside the project: for development only, installed on first use. */

import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, succeeds } from "../programs.ts";
import type { Opinion } from "./opinion.ts";

const folder = process.env["ANTIN_PYHANKO"] ?? join(tmpdir(), `antin-pyhanko-${process.getuid?.() ?? 0}`);
const python = join(folder, "bin", "python");
const script = join(dirname(fileURLToPath(import.meta.url)), "pyhanko_judge.py");

export const pyhankoInstall = `python3 -m venv ${folder} && ${folder}/bin/pip install "pyhanko>=0.25"`;

/** Installs it where it is missing; false where that cannot be done here (no network, no venv). */
export function installPyhanko(): boolean {
  if (existsSync(python) && succeeds(python, ["-c", "import pyhanko"])) return true;
  return succeeds("sh", ["-c", pyhankoInstall]) && succeeds(python, ["-c", "import pyhanko"]);
}

export async function pyhankoOpinions(
  files: readonly string[],
  anchors: readonly string[],
): Promise<Opinion[]> {
  const { code, stdout, stderr } = await run(python, [script, ...anchors, "--", ...files]);
  if (code !== 0) throw new Error(`pyHanko ended with ${code}: ${stderr}`);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Opinion);
}
