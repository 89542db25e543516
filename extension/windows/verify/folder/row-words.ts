/** What a row says, on the screen and in the table that is saved. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { explainReading } from "#shared/messages/errors.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { signerNames } from "../signer-name.ts";
import { timeWords } from "../signing-time.ts";
import { headlineOf } from "../tone.ts";
import { kindOf, type Row } from "./rows.ts";

export interface RowWords {
  readonly result: string;
  readonly verdict: string;
  readonly signers: string;
  /** Of the last signature; empty where none has a time. */
  readonly time: string;
  readonly timeSource: string;
}

export function rowWords(row: Row, language: Language): RowWords {
  const texts = folderTexts[language];
  const { state } = row;
  const nothing = { signers: "", time: "", timeSource: "" };
  if (state.kind === "waiting") return { result: texts.filters.waiting, verdict: "", ...nothing };
  if (state.kind === "checking") return { result: texts.checking, verdict: "", ...nothing };
  const result = texts.filters[kindOf(row)];
  if (state.kind === "failed") return { result, verdict: explainReading(state, language).said, ...nothing };
  const { verdict } = state.result;
  const last = verdict.signatures.filter(({ kind }) => kind !== "timestamp").at(-1);
  const { time, source } = timeWords(last, language);
  return {
    result,
    verdict: headlineOf(verdict, language),
    signers: signerNames(verdict.signatures, language),
    time,
    timeSource: source,
  };
}
