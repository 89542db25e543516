/** `--cases FILE.jsonl`: a question a line, an answer a line, each written as soon as it is decided. */

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { fail } from "#shared/errors.ts";
import { sayJson } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";

export interface CaseAnswer {
  readonly valid: boolean;
  /** null where valid. */
  readonly reason: string | null;
}

/** The answer to what is no question. */
export const UNREADABLE: CaseAnswer = { valid: false, reason: "input-unreadable" };

/**
 * `answer` gets the parsed line, undefined where it is no JSON; it must not throw for any input. Empty lines are passed over.
 * Errors: INPUT_NOT_FOUND {path}.
 */
export async function answerCases(
  file: string,
  answer: (question: unknown) => CaseAnswer | Promise<CaseAnswer>,
): Promise<ExitCode> {
  const stream = createReadStream(file, "utf8");
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  stream.on("error", () => lines.close());
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const question = parse(line);
    const { valid, reason } = await answer(question);
    sayJson({ id: idOf(question), valid, reason });
  }
  if (stream.errored) fail("INPUT_NOT_FOUND", { path: file }, stream.errored);
  return EXIT.good;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Whatever the line calls itself. */
function idOf(question: unknown): unknown {
  return typeof question === "object" && question !== null && "id" in question ? question.id : null;
}
