/** Arguments as the files they stand for: a file, a folder, `-`, or `@LIST`. */

import { readdir, readFile, stat } from "node:fs/promises";
import { SignError } from "#shared/errors.ts";

export type Input =
  | { readonly kind: "file" /** The argument, as JSON repeats it. */; readonly file: string }
  | { readonly kind: "stdin"; readonly file: "-" }
  | { readonly kind: "missing"; readonly file: string; readonly error: SignError };

export interface InputSet {
  readonly inputs: readonly Input[];
  /** One argument that names one file: then `-o` may name a file, too. */
  readonly single: boolean;
}

/** @param wanted which names of a folder count */
export async function expandInputs(
  args: readonly string[],
  wanted: (name: string) => boolean,
): Promise<InputSet> {
  const groups = await Promise.all(args.map((arg) => expand(arg, wanted)));
  const [first] = args;
  const single = args.length === 1 && !first?.startsWith("@") && groups[0]?.fromFolder === false;
  return { inputs: groups.flatMap(({ inputs }) => inputs), single };
}

interface Group {
  readonly inputs: readonly Input[];
  readonly fromFolder: boolean;
}

async function expand(arg: string, wanted: (name: string) => boolean): Promise<Group> {
  if (arg === "-") return { inputs: [{ kind: "stdin", file: "-" }], fromFolder: false };
  if (!arg.startsWith("@")) return expandPath(arg, wanted);
  try {
    const lines = (await readFile(arg.slice(1), "utf8")).split(/\r?\n/).filter((line) => line !== "");
    const groups = await Promise.all(lines.map((line) => expandPath(line, wanted)));
    return { inputs: groups.flatMap(({ inputs }) => inputs), fromFolder: true };
  } catch (cause) {
    return { inputs: [missing(arg, cause)], fromFolder: true };
  }
}

async function expandPath(path: string, wanted: (name: string) => boolean): Promise<Group> {
  const state = await stat(path).catch(() => null);
  if (!state?.isDirectory()) return { inputs: [{ kind: "file", file: path }], fromFolder: false };
  try {
    const folder = /[\\/]$/.test(path) ? path : `${path}/`;
    const names = (await readdir(path)).filter(wanted).sort();
    const inputs = names.map((name): Input => ({ kind: "file", file: `${folder}${name}` }));
    return { inputs: inputs.length > 0 ? inputs : [missing(path)], fromFolder: true };
  } catch (cause) {
    return { inputs: [missing(path, cause)], fromFolder: true };
  }
}

/** A folder without a fitting file is said, too: silence would read as "all good". */
function missing(file: string, cause?: unknown): Input {
  return { kind: "missing", file, error: new SignError("INPUT_NOT_FOUND", { path: file }, cause) };
}
