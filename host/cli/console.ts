/** Standard output and standard error of the command line: results to the one, words for people about failures to the other. */

import { asSignError } from "#shared/errors.ts";
import { USAGE, WORDS } from "#shared/messages/command-line.ts";
import type { Language, Support } from "#shared/messages/error-text.ts";
import { ERROR_TEXTS, explainError, explainReading } from "#shared/messages/errors.ts";
import { NOTICE_TEXTS } from "#shared/messages/notices.ts";
import type { DocumentNotice } from "#shared/pdf/notices.ts";
import type { UsageError } from "./usage.ts";

/** Vietnamese, unless the system speaks English. */
function languageOf(environment: NodeJS.ProcessEnv): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^en(_|$|\.)/.test(LC_ALL || LC_MESSAGES || LANG || "") ? "en" : "vi";
}

const language = languageOf(process.env);

export const words = WORDS[language];
export const chosenLanguage = language;

/** What a terminal would obey or not show, as JSON escapes it: names in documents are the words of strangers. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (letter) =>
    Array.from({ length: letter.length }, (_, at) => {
      const unit = letter.charCodeAt(at).toString(16).padStart(4, "0");
      return `\\u${unit}`;
    }).join(""),
  );
}

export function say(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** One object on one line. */
export function sayJson(value: object): void {
  say(JSON.stringify(value));
}

function complain(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

export function complainUsage({ fault, subject }: UsageError): void {
  complain(`antin: ${USAGE[language][fault](subject)}`);
}

export interface Failure {
  /** The input it happened to; null where it is about none. */
  readonly file: string | null;
  readonly thrown: unknown;
  readonly support: Support | undefined;
  /** What failed was to look at it: nothing was going to be signed. */
  readonly reading?: boolean;
}

/** As `--json` gives it; both texts, since a script may serve either reader. */
export function errorJson({ thrown, support, reading = false }: Omit<Failure, "file">): object {
  const { code, detail } = asSignError(thrown);
  const text = (chosen: Language) => {
    const { said, next } = explaining(reading)({ code, detail }, chosen, support);
    return `${said} ${next}`;
  };
  const { retryable } = ERROR_TEXTS[code];
  return { code, vi: text("vi"), en: text("en"), retryable, detail: detail ?? {} };
}

function explaining(reading: boolean): typeof explainError {
  return reading ? explainReading : explainError;
}

export function complainFailure({ file, thrown, support, reading = false }: Failure): void {
  const { code, detail } = asSignError(thrown);
  const { said, next } = explaining(reading)({ code, detail }, language, support);
  const about = file === null ? "" : `${file}: `;
  complain(`${about}${words.error}: ${said} [${code}]`);
  complain(`  ${words.hint}: ${next}`);
}

/** What was odd about a document that was signed all the same. */
export function remarkNotices(notices: readonly DocumentNotice[]): void {
  for (const notice of notices) complain(`  ${NOTICE_TEXTS[language][notice.code](notice)}`);
}
