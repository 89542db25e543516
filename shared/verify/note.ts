/** Codes with their texts, as a verdict carries them. */

import { CHANGES, type ChangeRule } from "../messages/changes.ts";
import { REASONS, type ReasonCode, WARNINGS, type WarningCode } from "../messages/verdict-reasons.ts";
import type { Text } from "../messages/verdicts.ts";
import type { Reason } from "./path-outcome.ts";
import type { Change, Note } from "./verdict.ts";

export function reason(own: Reason): Note<ReasonCode> {
  const { code, what } = typeof own === "string" ? { code: own, what: "" } : own;
  return { code, ...fillText(REASONS[code], what) };
}

export function warning(code: WarningCode): Note<WarningCode> {
  return { code, ...WARNINGS[code] };
}

export interface ChangeFacts {
  readonly rule: ChangeRule;
  /** Field or object the change is about, for the text. */
  readonly what: string;
  readonly object?: string | null;
  /** From 1. */
  readonly page?: number | null;
}

export function change({ rule, what, object = null, page = null }: ChangeFacts): Change {
  return { rule, what, object, page, ...fillText(CHANGES[rule], what) };
}

/** Puts `value` into the one gap of a text; words out of a document stay on one line there and neither turn nor hide letters. */
export function fillText(text: Text, value: string): Text {
  const words = value.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ");
  const fill = (sentence: string) => sentence.replaceAll(/\{\w+\}/g, () => words);
  return { vi: fill(text.vi), en: fill(text.en) };
}
