/** What came after the signatures in plain words, numbered as in the list and on the pages. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { Change, FileVerdict } from "#shared/verify/verdict.ts";
import type { PageBox, TextChange } from "../engine-look-messages.ts";

export interface ChangeLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** From 1; null where no page is concerned. */
  readonly page: number | null;
  /** Where on that page; null where it is not known. */
  readonly box: PageBox | null;
}

export interface ChangeList {
  /** `bad`: not allowed; `caution`: cannot be judged; `good`: each one is allowed. */
  readonly tone: "bad" | "caution" | "good";
  readonly lines: readonly ChangeLine[];
}

interface ChangeRequest {
  readonly verdict: FileVerdict;
  /** Words that differ; they say more than the objects behind them and stand first. */
  readonly texts: readonly TextChange[];
  readonly language: Language;
}

const TONES = { forbidden: "bad", undetermined: "caution", permitted: "good" } as const;

/** The changes behind the worst that is said of any signature; those of the others would only hide them. */
export function changesOf({ verdict, texts, language }: ChangeRequest): ChangeList {
  for (const weight of ["forbidden", "undetermined", "permitted"] as const) {
    const speaking = verdict.signatures.filter(({ changes }) => changes === weight);
    const items = once(speaking.flatMap(({ changeList }) => changeList));
    if (items.length === 0) continue;
    const words = weight === "permitted" ? [] : texts.map((change) => textLine(change, language));
    const rules = items.map((item) => ({ text: item[language], page: item.page, box: null }));
    return { tone: TONES[weight], lines: numbered([...words, ...rules]) };
  }
  return { tone: "good", lines: [] };
}

function once(items: readonly Change[]): Change[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function textLine({ before, after, page, box }: TextChange, language: Language) {
  const texts = verifyTexts[language].texts;
  return { text: sentence(texts, before, after), page, box };
}

function sentence(texts: (typeof verifyTexts)["vi"]["texts"], before: string, after: string): string {
  if (before === "" && after === "") return texts.rewritten;
  if (before === "") return texts.added(after);
  return after === "" ? texts.removed(before) : texts.replaced(before, after);
}

function numbered(lines: readonly Omit<ChangeLine, "number">[]): ChangeLine[] {
  return lines.map((line, index) => ({ number: index + 1, ...line }));
}
