/** Other people's programs: whether one is here, and running it to its end. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Run {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
}

/** Full path of a program on the search path; null where it is not installed. */
export function findProgram(name: string): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  return found ?? null;
}

/** Chromium; null where none is installed. Google's own Chrome takes no extension from the command line any more. */
export const chromiumProgram: string | null =
  process.env["CHROMIUM"] ??
  findProgram("chromium") ??
  findProgram("chromium-browser") ??
  ["/Applications/Chromium.app/Contents/MacOS/Chromium"].find((path) => existsSync(path)) ??
  null;

/** Runs to the end; never rejects for an exit code. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const child = spawn(program, args, { env: options.env ?? process.env, cwd: options.cwd });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  // A program may end without reading its input; that is its own business.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") };
}

/** Like `run`, for set-up steps that must succeed: throws with what the program said. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  const done = await run(program, args, options);
  if (done.code === 0) return done;
  throw new Error(`${program} ${args.join(" ")} ended with ${done.code}: ${done.stderr || done.stdout}`);
}

/** Whether a command ends well; for deciding at load time whether tests can run. */
export function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}
