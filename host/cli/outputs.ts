/** Where each result goes: `-o FILE`, `-o DIR`, or beside its input. */

import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fail } from "#shared/errors.ts";
import type { Input } from "./inputs.ts";
import { wrongUsage } from "./usage.ts";

export type Format = "pades" | "cms";

export interface OutputRequest {
  readonly inputs: readonly Input[];
  /** One argument that names one file. */
  readonly single: boolean;
  /** `-o`. */
  readonly target: string | undefined;
  /** null: each input's own, known when it is open. */
  readonly format: Format | null;
}

type Naming = (file: string, format: Format) => string;

export class OutputPlan {
  readonly #nameOf: Naming;
  /** Inputs and results of this call, as directory entries. */
  readonly #taken: Set<string>;

  private constructor(nameOf: Naming, inputs: ReadonlySet<string>) {
    this.#nameOf = nameOf;
    this.#taken = new Set(inputs);
  }

  /**
   * Throws UsageError: "output-needed" for `-` without `-o`, "same-output" where two results would have one name, "is-input" where
   * one would take the place of an input. No file is opened for it: an input is taken for what its name says.
   */
  static async make({ inputs, single, target, format }: OutputRequest): Promise<OutputPlan> {
    if (target === undefined && inputs.some(({ kind }) => kind === "stdin")) wrongUsage("output-needed");
    const nameOf = await outputNaming(target, single);
    const places = new Set(await Promise.all(inputs.map(({ file }) => placeOf(file))));
    const expected = new Set<string>();
    for (const { file } of inputs) {
      const name = nameOf(file, format ?? formatByName(file));
      const place = await placeOf(name);
      if (expected.has(place)) wrongUsage("same-output", name);
      if (places.has(place)) wrongUsage("is-input", name);
      expected.add(place);
    }
    return new OutputPlan(nameOf, places);
  }

  /** Path of the result, from now on taken. Errors: OUTPUT_EXISTS {path} where it was an input or another result of this call. */
  async claim(file: string, format: Format): Promise<string> {
    const path = this.#nameOf(file, format);
    const place = await placeOf(path);
    if (this.#taken.has(place)) fail("OUTPUT_EXISTS", { path });
    this.#taken.add(place);
    return path;
  }
}

function formatByName(file: string): Format {
  return file === "-" || /\.pdf$/i.test(file) ? "pades" : "cms";
}

async function outputNaming(target: string | undefined, single: boolean): Promise<Naming> {
  if (target === undefined) return besideInput;
  const isFolder = !single || /[\\/]$/.test(target) || (await isDirectory(target));
  return isFolder ? (file, format) => join(target, nameInFolder(file, format)) : () => target;
}

/** `letter.pdf` → `letter.signed.pdf`; for a CMS `letter.p7s`. */
function besideInput(file: string, format: Format): string {
  return join(dirname(file), `${stemOf(file)}${format === "pades" ? ".signed.pdf" : ".p7s"}`);
}

function nameInFolder(file: string, format: Format): string {
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
