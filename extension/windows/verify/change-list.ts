/** What came after the signatures in plain words, numbered as in the list and on the pages. Pure. */

import { CHANGES, type ChangeRule } from "#shared/messages/changes.ts";
import type { Language } from "#shared/messages/error-text.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import type { Change, FileVerdict } from "#shared/verify/verdict.ts";
import type { PageBox, SignaturePlace, TextChange } from "../engine-look-messages.ts";
import { signerName } from "./signer-name.ts";

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
  /** Where signatures stand. */
  readonly places: readonly SignaturePlace[];
  readonly language: Language;
}

const TONES = { forbidden: "bad", undetermined: "caution", permitted: "good" } as const;

/** The changes behind the worst that is said of any signature; those of the others would only hide them. */
export function changesOf(request: ChangeRequest): ChangeList {
  const { verdict, texts, language } = request;
  for (const weight of ["forbidden", "undetermined", "permitted"] as const) {
    const speaking = verdict.signatures.filter(({ changes }) => changes === weight);
    const items = inQuestion(once(speaking.flatMap(({ changeList }) => changeList)), weight);
    if (items.length === 0) continue;
    const words = weight === "permitted" ? [] : texts.map((change) => textLine(change, language));
    // Words that differ are written in objects of the file.
    const inside = words.length > 0 ? items.filter(isInside) : [];
    const rules = items.filter((item) => !inside.includes(item)).map((item) => ruleLine(item, request));
    return { tone: TONES[weight], lines: numbered([...words, ...rules, ...insideLine(inside, language)]) };
  }
  return { tone: "good", lines: [] };
}

/** What signing itself adds is never what is wrong, where it stands beside something else. */
const OF_SIGNING: readonly ChangeRule[] = [
  "later-signature",
  "later-timestamp",
  "validation-data",
  "document-properties",
];

function inQuestion(items: readonly Change[], weight: keyof typeof TONES): readonly Change[] {
  const others = items.filter(({ rule }) => !OF_SIGNING.includes(rule));
  return weight === "permitted" || others.length === 0 ? items : others;
}

function isInside({ rule, page }: Change): boolean {
  return (
    page === null && (rule === "object-changed" || rule === "object-freed" || rule === "object-supplied")
  );
}

const MOST_OBJECTS = 6;

function insideLine(items: readonly Change[], language: Language) {
  if (items.length === 0) return [];
  const objects = items.map(({ what }) => what);
  const named = objects.slice(0, MOST_OBJECTS).join(", ") + (objects.length > MOST_OBJECTS ? "…" : "");
  return [{ text: lookTexts[language].inside(named), page: null, box: null }];
}

function once(items: readonly Change[]): Change[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** A signature is called by number and signer, not by the name of its field. */
function ruleLine(change: Change, { verdict, places, language }: ChangeRequest) {
  const index = verdict.signatures.findIndex(({ field }) => field !== null && field === change.what);
  const signature = verdict.signatures[index];
  if (signature === undefined) return { text: change[language], page: change.page, box: null };
  const name = signerName(signature, language);
  const called = lookTexts[language].numberedSigner(String(index + 1), name);
  const place = places.find(({ field }) => field === signature.field);
  return {
    text: CHANGES[change.rule][language].replace("{field}", called),
    page: place?.page ?? change.page,
    box: place?.box ?? null,
  };
}

function textLine({ before, after, page, box }: TextChange, language: Language) {
  const texts = lookTexts[language].texts;
  return { text: sentence(texts, before, after), page, box };
}

function sentence(texts: (typeof lookTexts)["vi"]["texts"], before: string, after: string): string {
  if (before === "" && after === "") return texts.rewritten;
  if (before === "") return texts.added(after);
  return after === "" ? texts.removed(before) : texts.replaced(before, after);
}

function numbered(lines: readonly Omit<ChangeLine, "number">[]): ChangeLine[] {
  return lines.map((line, index) => ({ number: index + 1, ...line }));
}
