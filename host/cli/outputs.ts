/** Where each result goes: `-o FILE`, `-o DIR`, or beside its input. */

import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Input } from "./inputs.ts";
import { wrongUsage } from "./usage.ts";

export interface OutputPlan {
  readonly inputs: readonly Input[];
  /** One argument that names one file. */
  readonly single: boolean;
  /** `-o`. */
  readonly target: string | undefined;
  /** null: known only when the input is open; a name of each kind is kept free then. */
  readonly format: "pades" | "cms" | null;
}

/** Name of the result of `file`, by its format. */
export type OutputName = (file: string, format: "pades" | "cms") => string;

/**
 * Throws UsageError: "output-needed" for `-` without `-o`, "same-output" where two results would have one name, "is-input" where one
 * would take the place of an input.
 */
export async function planOutputs(plan: OutputPlan): Promise<OutputName> {
  const { inputs, target } = plan;
  if (target === undefined && inputs.some(({ kind }) => kind === "stdin")) wrongUsage("output-needed");
  const name = await outputNaming(plan);
  const formats = plan.format === null ? (["pades", "cms"] as const) : [plan.format];
  const places = new Set(await Promise.all(inputs.map(({ file }) => placeOf(file))));
  for (const format of formats) {
    const taken = new Set<string>();
    for (const { file } of inputs) {
      const output = await placeOf(name(file, format));
      if (taken.has(output)) wrongUsage("same-output", name(file, format));
      if (places.has(output)) wrongUsage("is-input", name(file, format));
      taken.add(output);
    }
  }
  return name;
}

async function outputNaming({ target, single }: OutputPlan): Promise<OutputName> {
  if (target === undefined) return besideInput;
  const isFolder = !single || /[\\/]$/.test(target) || (await isDirectory(target));
  return isFolder ? (file, format) => join(target, nameInFolder(file, format)) : () => target;
}

/** `letter.pdf` → `letter.signed.pdf`; for a CMS `letter.p7s`. */
function besideInput(file: string, format: "pades" | "cms"): string {
  return join(dirname(file), `${stemOf(file)}${format === "pades" ? ".signed.pdf" : ".p7s"}`);
}

function nameInFolder(file: string, format: "pades" | "cms"): string {
  if (file === "-") return format === "pades" ? "stdin.pdf" : "stdin.p7s";
  return format === "pades" ? basename(file) : `${stemOf(file)}.p7s`;
}

function stemOf(file: string): string {
  const name = basename(file);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

async function isDirectory(path: string): Promise<boolean> {
  const state = await stat(path).catch(() => null);
  return state?.isDirectory() === true;
}

/** The directory entry a path means, whatever links lead to its folder. */
async function placeOf(path: string): Promise<string> {
  const full = resolve(path);
  const folder = await realpath(dirname(full)).catch(() => dirname(full));
  return join(folder, basename(full));
}
