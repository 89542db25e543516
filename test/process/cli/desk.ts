/** A folder with documents and a home of its own for the command line under test. */

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { antin, antinJson } from "../../tools/antin.ts";
import { letterPdf } from "../../tools/eoffice/letter.ts";
import type { Run } from "../../tools/programs.ts";

export const PRACTICE = ["--token", "practice"];

export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), "antin-cli-"));
  readonly home = join(this.folder, "home");
  readonly work = join(this.folder, "work");
  #env: NodeJS.ProcessEnv;

  constructor() {
    mkdirSync(this.work);
    this.#env = { ...process.env, ANTIN_HOME: this.home, HOME: this.folder, LC_ALL: "C" };
    delete this.#env["XDG_CONFIG_HOME"];
    delete this.#env["ANTIN_POLICY"];
  }

  /** Added to the environment of every later call. */
  setEnvironment(more: Readonly<Record<string, string>>): void {
    this.#env = { ...this.#env, ...more };
  }

  get env(): NodeJS.ProcessEnv {
    return this.#env;
  }

  path(name: string): string {
    return join(this.work, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  letter(name = "letter.pdf"): string {
    return this.write(name, letterPdf());
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  sha256(name: string): string {
    return createHash("sha256").update(this.read(name)).digest("hex");
  }

  /** Everything in the working folder, hidden files and what lies in folders included. */
  names(): string[] {
    return readdirSync(this.work, { recursive: true, encoding: "utf8" }).sort();
  }

  /** Runs in the working folder. */
  run(args: readonly string[], input?: string | Uint8Array): Promise<Run> {
    return antin(args, this.#options(input));
  }

  json(args: readonly string[], input?: string | Uint8Array) {
    return antinJson(args, this.#options(input));
  }

  /** Signs with the practice token. */
  sign(...args: string[]) {
    return this.json(["sign", ...args, ...PRACTICE]);
  }

  /** The signatures of a file that trusts the practice CA. */
  async verified(name: string) {
    const { objects, code } = await this.json(["verify", name, "--trust", "practice"]);
    const [verdict] = objects;
    return { code, verdict, signatures: (verdict?.["signatures"] ?? []) as Record<string, unknown>[] };
  }

  #options(input: string | Uint8Array | undefined) {
    return { env: this.#env, cwd: this.work, ...(input === undefined ? {} : { input }) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
