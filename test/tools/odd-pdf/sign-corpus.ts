/** A whole corpus through the built command line: what became of each file, how long it took, and whether the process lived. */

import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { builtHost } from "../installed-host.ts";

/** What the command said of one file. */
export interface SigningOutcome {
  readonly file: string;
  /** Path of the result; null where the file was refused. */
  readonly output: string | null;
  readonly repaired: boolean;
  /** Code and facts of the refusal. */
  readonly refusal: string | null;
  /** Of a refusal, whether it has a code that names a reason. */
  readonly typed: boolean;
  /** Milliseconds since the line before. */
  readonly took: number;
}

export interface CorpusRun {
  readonly outcomes: readonly SigningOutcome[];
  /** Files without an answer: the process ended, or said nothing for `SILENCE`. */
  readonly unanswered: readonly string[];
}

export interface CorpusRequest {
  readonly files: readonly string[];
  /** Folder for lists and results; results are numbered, since names repeat. */
  readonly folder: string;
  readonly options: readonly string[];
}

/** Longer than this without a line is a hang, whatever the machine does beside. */
const SILENCE = 60_000;
/** Files of one process: a crash costs the answers of its slice only, and each is then asked alone. */
const SLICE = 100;

export async function signCorpus({ files, folder, options }: CorpusRequest): Promise<CorpusRun> {
  const outcomes: SigningOutcome[] = [];
  const unanswered: string[] = [];
  for (let start = 0; start < files.length; start += SLICE) {
    const slice = files.slice(start, start + SLICE);
    for (const batch of withoutRepeatedNames(slice)) {
      const place = join(folder, `${start}-${outcomes.length}`);
      const answers = await signSlice({ files: batch, folder: place, options });
      outcomes.push(...answers);
      const answered = new Set(answers.map(({ file }) => file));
      unanswered.push(...batch.filter((file) => !answered.has(file)));
    }
  }
  return { outcomes, unanswered };
}

/** The command refuses two inputs of one name for one folder. */
function withoutRepeatedNames(files: readonly string[]): string[][] {
  const batches: Map<string, string>[] = [];
  for (const file of files) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    const batch = batches.find((own) => !own.has(name));
    if (batch) batch.set(name, file);
    else batches.push(new Map([[name, file]]));
  }
  return batches.map((batch) => [...batch.values()]);
}

async function signSlice({ files, folder, options }: CorpusRequest): Promise<SigningOutcome[]> {
  mkdirSync(folder, { recursive: true });
  const list = join(folder, "inputs.txt");
  writeFileSync(list, files.join("\n"));
  const args = ["sign", `@${list}`, "-o", `${folder}/`, ...options, "--json"];
  const child = spawn(builtHost, args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  let silence = setTimeout(() => child.kill("SIGKILL"), SILENCE);
  const outcomes: SigningOutcome[] = [];
  let last = performance.now();
  for await (const line of createInterface({ input: child.stdout })) {
    const now = performance.now();
    outcomes.push(outcomeOf(JSON.parse(line) as AnswerLine, now - last));
    last = now;
    clearTimeout(silence);
    silence = setTimeout(() => child.kill("SIGKILL"), SILENCE);
  }
  clearTimeout(silence);
  await ended;
  return outcomes;
}

interface AnswerLine {
  readonly file: string;
  readonly output?: string;
  readonly repaired?: boolean;
  readonly error?: { readonly code: string; readonly detail?: Readonly<Record<string, unknown>> };
}

function outcomeOf({ file, output, repaired, error }: AnswerLine, took: number): SigningOutcome {
  const facts = Object.entries(error?.detail ?? {}).filter(
    ([key]) => !["at", "object", "field"].includes(key),
  );
  return {
    file,
    output: output ?? null,
    repaired: repaired ?? false,
    refusal: error ? [error.code, ...facts.map(([, fact]) => String(fact))].join(" ") : null,
    typed: error !== undefined && error.code !== "UNKNOWN_ERROR",
    took,
  };
}
