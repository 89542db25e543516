/** `antin sign`: every input in its order, one login, a line a result. */

import type { Worker } from "node:worker_threads";
import { asSignError, fail, SignError } from "#shared/errors.ts";
import { kindOfFile } from "#shared/verify/file-kind.ts";
import { complainFailure, errorJson, remarkNotices, say, sayJson, words } from "./console.ts";
import { CopyThreads } from "./copy-threads.ts";
import { EXIT, type ExitCode, exitCodeOf, worstOf } from "./exit-code.ts";
import { inOrder } from "./in-order.ts";
import { expandInputs, type Input } from "./inputs.ts";
import { openInput } from "./open-input.ts";
import { readOptions } from "./options.ts";
import { OutputPlan } from "./outputs.ts";
import { type SignedOutput, type SignJob, signPdf } from "./sign-pdf.ts";
import { SIGN_OPTIONS, type SignSettings, signSettings } from "./sign-settings.ts";
import { endsAll, SigningToken } from "./signing-token.ts";
import { wrongUsage } from "./usage.ts";

interface Call {
  readonly settings: SignSettings;
  readonly outputs: OutputPlan;
  readonly token: SigningToken;
  readonly threads: CopyThreads;
  readonly json: boolean;
}

/** @param worker the copy thread, if it was started early */
export async function sign(args: readonly string[], worker?: Worker): Promise<ExitCode> {
  const options = readOptions(args, SIGN_OPTIONS);
  const settings = signSettings(options);
  if (options.inputs.length === 0) wrongUsage("no-input");
  const { inputs, single } = await expandInputs(options.inputs, isUnsignedPdf);
  const outputs = await OutputPlan.make({
    inputs,
    single,
    target: options.value("-o"),
    format: settings.format,
  });
  const token = new SigningToken(settings.token);
  const threads = new CopyThreads(worker);
  const call = { settings, outputs, token, threads, json: options.has("--json") };
  try {
    return await signAll(call, inputs);
  } finally {
    await Promise.allSettled([token.close(), threads.close()]);
  }
}

/** Of a folder: its PDF files but those this command made. */
function isUnsignedPdf(name: string): boolean {
  return /\.pdf$/i.test(name) && !/\.signed\.pdf$/i.test(name);
}

/** While the token signs one file, the next is read and copied, and the one before checked and written. */
const SIDE_BY_SIDE = 3;

/** Tells what came of an input, in its turn. */
type Telling = () => Promise<ExitCode>;

async function signAll(call: Call, inputs: readonly Input[]): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  let stopped = false;
  const work = async (input: Input): Promise<Telling> => {
    try {
      if (stopped) fail("NOT_ATTEMPTED");
      return await signOne(call, input);
    } catch (thrown) {
      stopped ||= endsAll(thrown);
      return async () => {
        await tellFailure(call, input.file, thrown);
        return exitCodeOf(asSignError(thrown).code);
      };
    }
  };
  const tell = async (_: Input, telling: Telling) => void codes.push(await telling());
  // The first alone: a wrong PIN is found with it, and no later input is begun.
  await inOrder({ items: inputs.slice(0, 1), jobs: 1, work, tell });
  await inOrder({ items: inputs.slice(1), jobs: SIDE_BY_SIDE, work, tell });
  return worstOf(codes);
}

async function signOne({ settings, outputs, token, threads, json }: Call, input: Input): Promise<Telling> {
  if (input.kind === "missing") throw input.error;
  const opened = await openInput(input);
  try {
    // What calls itself a PDF must be one: a login page that was saved under that name is not to be signed as "any other file".
    const isPdf = kindOfFile(opened.source) === "pdf" || /\.pdf$/i.test(input.file);
    const format = settings.format ?? (isPdf ? "pades" : "cms");
    const output = await outputs.claim(input.file, format);
    const job = { input: opened, output, settings, token, stamp: stampFor(settings) };
    const result =
      format === "pades"
        ? await threads.with((thread) => signPdf(job, thread))
        : await (await import("./sign-cms.ts")).signCms(job);
    const { facts } = await token.chosen();
    const line = json ? await resultJson({ input, output, settings, token }, result) : null;
    return async () => {
      if (line !== null) sayJson(line);
      else {
        say(words.signed({ output, signer: facts.commonName }));
        remarkNotices(result.notices);
      }
      return EXIT.good;
    };
  } finally {
    await opened.close();
  }
}

/** Nothing of the network is loaded for a signature without a time-stamp. */
function stampFor({ level, tsa }: SignSettings): SignJob["stamp"] {
  if (level === "B-B") return undefined;
  return async (signature) => {
    const { openTimeStamper } = await import("../network/time-stamp.ts");
    return (await openTimeStamper(tsa)).stamp(signature);
  };
}

interface Done {
  readonly input: Input;
  readonly output: string;
  readonly settings: SignSettings;
  readonly token: SigningToken;
}

async function resultJson({ input, output, settings, token }: Done, result: SignedOutput): Promise<object> {
  const { fields, repaired, sha256, notices } = result;
  const warnings = [...result.warnings, ...notices.map(({ code }) => code)];
  const field = fields.at(-1) ?? null;
  return {
    file: input.file,
    output,
    field,
    fields,
    level: field === null && settings.level === "B-B" ? "CMS" : settings.level,
    padding: settings.padding,
    digest: settings.digest,
    signer: await signerJson(token),
    repaired,
    sha256,
    warnings,
  };
}

async function signerJson(token: SigningToken): Promise<object> {
  const { readCertificate } = await import("#shared/asn1/certificate.ts");
  const { certificate } = await token.chosen();
  const { subject, issuer, serialHex, sha256 } = readCertificate(certificate.der);
  return { subject: subject.text, issuer: issuer.text, serial: serialHex, sha256 };
}

async function tellFailure({ json }: Call, file: string, thrown: unknown): Promise<void> {
  const support = await (await import("./support.ts")).loadSupport();
  if (json) sayJson({ file, error: errorJson({ thrown, support }) });
  if (!json || !(thrown instanceof SignError)) complainFailure({ file, thrown, support });
}
