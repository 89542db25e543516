/** `antin path`: whether a certificate holds under the given anchors, as one question or as a file of them. */

import { fail } from "#shared/errors.ts";
import { PATH_REASONS, PATH_WORDS, type PathReasonTexts } from "#shared/messages/path-reasons.ts";
import type { PathReason } from "#shared/trust/reason.ts";
import type { PathResult } from "#shared/trust/validate.ts";
import { answerCases, type CaseAnswer, UNREADABLE } from "./case-lines.ts";
import { chosenLanguage, say, sayJson } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readMoment } from "./moment.ts";
import { type Options, type OptionTable, readOptionsOnly } from "./options.ts";
import { checkPath } from "./path-check.ts";
import { pathJson } from "./path-json.ts";
import { isObjectIdentifier, type PathQuestion, purposeOf, readCase } from "./path-question.ts";
import { wrongUsage } from "./usage.ts";

const PATH_OPTIONS: OptionTable = {
  "--anchor": "values",
  "--leaf": "value",
  "--intermediate": "values",
  "--crl": "values",
  "--ocsp": "values",
  "--at": "value",
  "--policy": "values",
  "--explicit-policy": "flag",
  "--inhibit-policy-mapping": "flag",
  "--inhibit-any-policy": "flag",
  "--max-depth": "value",
  "--eku": "values",
  "--revocation": "value",
  "--cases": "value",
  "--json": "flag",
};

/** Exit 0: it holds; 1: it does not; 2: only the revocation is not known. With `--cases` 0 when every line was answered. */
export async function path(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, PATH_OPTIONS);
  const cases = options.value("--cases");
  if (cases !== undefined) return answerCases(cases, answer);
  const question = readQuestion(options);
  const result = await check(question);
  if (options.has("--json")) sayJson(pathJson(result));
  else say(tell(result));
  return exitOf(result);
}

async function answer(line: unknown): Promise<CaseAnswer> {
  const question = readCase(line);
  if (!question) return UNREADABLE;
  // A file that is not there is an input that cannot be parsed.
  const result = await checkPath(question).catch(() => null);
  return result ? { valid: result.valid, reason: result.fault?.reason ?? null } : UNREADABLE;
}

async function check(question: PathQuestion): Promise<PathResult | null> {
  try {
    return await checkPath(question);
  } catch (cause) {
    const path = (cause as NodeJS.ErrnoException).path ?? "";
    return fail("INPUT_NOT_FOUND", { path }, cause);
  }
}

/** Throws UsageError. */
function readQuestion(options: Options): PathQuestion {
  const anchors = options.values("--anchor");
  const time = options.value("--at");
  const policies = options.values("--policy");
  if (anchors.length === 0) wrongUsage("missing-option", "--anchor");
  if (!policies.every(isObjectIdentifier)) wrongUsage("bad-value", "--policy");
  return {
    anchors,
    leaf: options.value("--leaf") ?? wrongUsage("missing-option", "--leaf"),
    intermediates: options.values("--intermediate"),
    crls: options.values("--crl"),
    ocsps: options.values("--ocsp"),
    at: time === undefined ? new Date() : (readMoment(time) ?? wrongUsage("bad-value", "--at")),
    policies: policies.length > 0 ? policies : null,
    explicitPolicy: options.has("--explicit-policy"),
    inhibitPolicyMapping: options.has("--inhibit-policy-mapping"),
    inhibitAnyPolicy: options.has("--inhibit-any-policy"),
    maxDepth: readDepth(options.value("--max-depth")),
    extendedKeyUsage: options
      .values("--eku")
      .map((each) => purposeOf(each) ?? wrongUsage("bad-value", "--eku")),
    peerName: null,
    revocation: options.choice("--revocation", ["hard", "soft", "none"]) ?? "hard",
  };
}

function readDepth(text: string | undefined): number | null {
  if (text === undefined) return null;
  return /^\d{1,4}$/.test(text) ? Number(text) : wrongUsage("bad-value", "--max-depth");
}

function reasonOf(result: PathResult | null): PathReason | null {
  return result ? (result.fault?.reason ?? null) : "input-unreadable";
}

function exitOf(result: PathResult | null): ExitCode {
  const reason = reasonOf(result);
  if (reason === null) return EXIT.good;
  return reason === "revocation-unknown" ? EXIT.indeterminate : EXIT.failed;
}

function tell(result: PathResult | null): string {
  const reason = reasonOf(result);
  const texts: PathReasonTexts<PathReason> = PATH_REASONS[chosenLanguage];
  return reason === null ? PATH_WORDS[chosenLanguage].holds : texts[reason];
}
