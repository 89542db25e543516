/** `--cases FILE.jsonl`: a question a line, an answer a line, each written as soon as it is decided. */

import { open } from "node:fs/promises";
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
  for await (const line of linesOf(file)) {
    if (line.trim() === "") continue;
    const question = parse(line);
    const { valid, reason } = await answer(question);
    sayJson({ id: idOf(question), valid, reason });
  }
  return EXIT.good;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const unreadable = (cause: unknown) => fail("INPUT_NOT_FOUND", { path: file }, cause);
  const handle = await open(file).catch(unreadable);
  try {
    yield* handle.readLines({ encoding: "utf8" });
  } catch (cause) {
    unreadable(cause);
  } finally {
    await handle.close();
  }
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
