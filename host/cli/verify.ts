/** `antin verify`: a verdict or an error for every input, each told as soon as it and those before it are decided. */

import { asSignError } from "#shared/errors.ts";
import { kindOfFile } from "#shared/verify/file-kind.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyCms, verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "../digest-ranges.ts";
import { chosenLanguage, complainFailure, errorJson, say, sayJson } from "./console.ts";
import { EXIT, type ExitCode, exitCodeOf, worstOf } from "./exit-code.ts";
import { inOrder } from "./in-order.ts";
import { expandInputs, type Input } from "./inputs.ts";
import { type OpenedInput, openInput } from "./open-input.ts";
import { readOptions } from "./options.ts";
import { wrongUsage } from "./usage.ts";
import { verdictLines } from "./verdict-lines.ts";
import { VERIFY_OPTIONS, type VerifySettings, verifySettings } from "./verify-settings.ts";

export async function verify(args: readonly string[]): Promise<ExitCode> {
  const options = readOptions(args, VERIFY_OPTIONS);
  const settings = verifySettings(options);
  if (options.inputs.length === 0) wrongUsage("no-input");
  const { inputs } = await expandInputs(options.inputs, isSignable);
  if (settings.content !== undefined && inputs.length > 1) wrongUsage("too-many-inputs", "--content");
  const codes: ExitCode[] = [];
  await inOrder({
    items: inputs,
    jobs: settings.jobs,
    work: (input) => verifyOne(settings, input),
    tell: async (input, outcome) => {
      codes.push(await tellOutcome(settings, input.file, outcome));
    },
  });
  return worstOf(codes);
}

function isSignable(name: string): boolean {
  return /\.(pdf|p7s|p7m)$/i.test(name);
}

type Outcome = { readonly verdict: FileVerdict } | { readonly thrown: unknown };

async function verifyOne(settings: VerifySettings, input: Input): Promise<Outcome> {
  let opened: OpenedInput | undefined;
  try {
    if (input.kind === "missing") throw input.error;
    opened = await openInput(input);
    return { verdict: await judge(settings, opened) };
  } catch (thrown) {
    return { thrown };
  } finally {
    await opened?.close();
  }
}

async function judge(settings: VerifySettings, { source }: OpenedInput): Promise<FileVerdict> {
  const { ask, at } = settings;
  const request = { source, digestRanges, trust: await settings.trust(), ask, ...at };
  if (kindOfFile(source) === "pdf") return verifyPdf({ ...request, ...settings.password });
  if (settings.content === undefined) return verifyCms(request);
  const content = await openInput({ kind: "file", file: settings.content });
  try {
    return await verifyCms({ ...request, content: content.source });
  } finally {
    await content.close();
  }
}

async function tellOutcome({ json }: VerifySettings, file: string, outcome: Outcome): Promise<ExitCode> {
  if ("verdict" in outcome) {
    const { verdict } = outcome;
    if (json) sayJson({ file, ...verdict });
    else for (const line of verdictLines(file, verdict, chosenLanguage)) say(line);
    return exitCodeOfVerdict(verdict);
  }
  const { thrown } = outcome;
  const support = await (await import("./support.ts")).loadSupport();
  if (json) sayJson({ file, error: errorJson({ thrown, support, reading: true }) });
  else complainFailure({ file, thrown, support, reading: true });
  return exitCodeOf(asSignError(thrown).code);
}

function exitCodeOfVerdict({ indication }: FileVerdict): ExitCode {
  switch (indication) {
    case "TOTAL-PASSED":
      return EXIT.good;
    case "TOTAL-FAILED":
      return EXIT.failed;
    case "INDETERMINATE":
    case "NO-SIGNATURE":
      return EXIT.indeterminate;
  }
}
