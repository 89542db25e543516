/** What a row says, on the screen and in the table that is saved. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { explainError } from "#shared/messages/errors.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { formatMoment } from "../../parts/format.ts";
import { signerNames } from "../signer-name.ts";
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
  if (state.kind === "failed") return { result, verdict: explainError(state, language).said, ...nothing };
  const { verdict } = state.result;
  return {
    result,
    verdict: headlineOf(verdict, language),
    signers: signerNames(verdict.signatures, language),
    ...timeWords(row, language),
  };
}

function timeWords({ state }: Row, language: Language): Pick<RowWords, "time" | "timeSource"> {
  const texts = verifyTexts[language];
  const last = state.kind === "checked" ? state.result.verdict.signatures.at(-1) : undefined;
  const proved = last?.timestamp?.indication === "TOTAL-PASSED" ? formatMoment(last.timestamp.time) : null;
  if (proved !== null) return { time: proved, timeSource: texts.byTimestamp };
  const claimed = formatMoment(last?.claimedTime ?? null);
  return claimed === null ? { time: "", timeSource: "" } : { time: claimed, timeSource: texts.byComputer };
}
