/** veraPDF's view of a PDF/A file; a library from Maven, never part of the product. */

import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findProgram, mustRun, projectRoot } from "../programs.ts";

const judge = join(projectRoot, "test/tools/judges/verapdf");
const library = process.env["ANTIN_VERAPDF"] ?? join(homedir(), ".cache/antin/verapdf");

/** What to run once where it is missing; null where it is here. */
export const verapdfMissing: string | null =
  findProgram("javac") !== null && existsSync(library) && readdirSync(library).length > 0
    ? null
    : `veraPDF: mvn -q -f ${judge.slice(projectRoot.length + 1)}/pom.xml dependency:copy-dependencies -DoutputDirectory=${library}`;

export interface VeraPdfOpinion {
  /** What the file claims to be, such as "1b". */
  readonly flavour?: string;
  readonly compliant?: boolean;
  /** Clauses that are broken, each once. */
  readonly broken?: readonly string[];
  /** Where the judge gave up. */
  readonly error?: string;
}

/** In the order of the files. */
export async function verapdfOpinions(files: readonly string[]): Promise<VeraPdfOpinion[]> {
  const path = join(library, "*");
  const { stdout } = await mustRun("java", ["-cp", path, join(judge, "VeraPdfJudge.java"), ...files]);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as VeraPdfOpinion);
}
