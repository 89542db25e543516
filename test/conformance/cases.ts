/** Questions for `antin path --cases` and `antin signature --cases`, asked of the program itself. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot, run } from "../tools/programs.ts";

export interface Answer {
  readonly id: string;
  readonly valid: boolean;
  readonly reason: string | null;
}

/** Where the public test material lies; tests that need it are skipped where it is absent. */
export const corpus = process.env["ANTIN_CORPUS"] ?? "../shared/corpus";

/** One process for all of them; the answers in the order of the questions. */
export async function askCases(
  command: "path" | "signature",
  questions: readonly object[],
): Promise<{ readonly code: number | null; readonly answers: Answer[] }> {
  const folder = await mkdtemp(join(tmpdir(), "antin-cases-"));
  try {
    const file = join(folder, "cases.jsonl");
    await writeFile(file, questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
    const main = join(projectRoot, "host", "main.ts");
    const { code, stdout } = await run(process.execPath, [main, command, "--cases", file], {
      cwd: projectRoot,
    });
    const lines = stdout.split("\n").filter((line) => line !== "");
    return { code, answers: lines.map((line) => JSON.parse(line) as Answer) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
