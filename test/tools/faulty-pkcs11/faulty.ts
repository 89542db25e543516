/** Builds the misbehaving PKCS#11 module and holds its strings. What it can do: README.md beside this file. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const headers = join(here, "../../../node_modules/pkcs11js/includes/pkcs11");

const COMPILER = "/usr/bin/gcc";

/** What is missing to build it; null where everything is there. */
export const faultyMissing: string | null =
  [COMPILER, join(headers, "pkcs11.h")].find((path) => !existsSync(path)) ?? null;

/** Compiles a C file of this folder unless that was done before; absolute path of the library. */
export function buildLibrary(name: "faulty" | "junk"): string {
  const source = join(here, `${name}.c`);
  const digest = createHash("sha256").update(readFileSync(source)).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `antin-faulty-${process.getuid?.() ?? 0}`);
  const library = join(folder, `lib${name}-${digest}.so`);
  if (existsSync(library)) return library;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Several test processes may build at once: each its own file, the last rename wins.
  const fresh = `${library}.${process.pid}`;
  execFileSync(COMPILER, [
    ...["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-I", headers],
    ...[source, "-o", fresh, "-ldl"],
  ]);
  renameSync(fresh, library);
  return library;
}

export interface LoggedCall {
  readonly pid: number;
  readonly method: string;
  readonly injected: boolean;
}

/** One test's misbehaving module. */
export class FaultyModule {
  /** Absolute path, to be given to the driver. */
  readonly path: string;
  /** To be merged into the environment of the process that loads it. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;

  /** @param folder of this module alone; made where it does not exist */
  constructor({ folder, module }: { readonly folder: string; readonly module: string }) {
    mkdirSync(folder, { recursive: true });
    this.path = buildLibrary("faulty");
    this.#folder = folder;
    this.env = { FAULTP11_MODULE: module, FAULTP11_FOLDER: folder };
  }

  /** Replaces all rules; none: the module behaves. */
  control(...lines: readonly string[]): void {
    const fresh = join(this.#folder, "control.new");
    writeFileSync(fresh, `${lines.join("\n")}\n`);
    renameSync(fresh, join(this.#folder, "control"));
  }

  unplug(label = "*"): void {
    writeFileSync(join(this.#folder, "out"), label);
  }

  plug(): void {
    rmSync(join(this.#folder, "out"), { force: true });
  }

  /** Wrong PINs the token has counted. */
  wrongPins(label: string): number {
    const file = join(this.#folder, `wrong-${label}`);
    return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  }

  /** Calls since the start or the last `clearLog`. */
  calls(method?: string): LoggedCall[] {
    const file = join(this.#folder, "log");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines
      .filter((line) => line !== "")
      .map((line) => {
        const [pid, name = "", injected] = line.split(" ");
        return { pid: Number(pid), method: name, injected: injected === "INJECT" };
      })
      .filter((call) => method === undefined || call.method === method);
  }

  /** When a function was called, in milliseconds; wants the rule "clock=1". */
  times(method: string): number[] {
    const file = join(this.#folder, "times");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines
      .filter((line) => line.startsWith(`${method} `))
      .map((line) => Number(line.split(" ")[1]) / 1000);
  }

  clearLog(): void {
    rmSync(join(this.#folder, "times"), { force: true });
    rmSync(join(this.#folder, "log"), { force: true });
  }
}
