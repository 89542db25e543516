/** Whether the signatures are there that a document of an office wants (Nghị định 30/2020/NĐ-CP, article 5), in one line. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { type OfficeOptions, officeView, type Presence } from "#shared/verify/office.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { fileTone } from "./tone.ts";

export interface RequiredLine {
  /** `good` only beside a green verdict. */
  readonly tone: "good" | "neutral";
  readonly text: string;
  readonly note: string | null;
}

/** null where it says nothing: no signature, one of practice, or a document that is not to be used. */
export function requiredLine(
  verdict: FileVerdict,
  options: OfficeOptions & { readonly language: Language },
): RequiredLine | null {
  const tone = fileTone(verdict);
  if (tone === "none" || tone === "practice" || tone === "bad") return null;
  const { required } = officeView(verdict, options);
  const texts = verifyTexts[options.language].required;
  const holders = [
    { presence: required.person, name: texts.person },
    { presence: required.agency, name: texts.agency },
  ];
  const named = (presence: Presence) =>
    holders.filter((holder) => holder.presence === presence).map(({ name }) => name);
  const complete = named("yes").length === holders.length;
  const parts = [
    [complete ? texts.complete : texts.present, named("yes")],
    [texts.missing, named("no")],
    [texts.unknown, named("unknown")],
  ] as const;
  return {
    tone: complete && tone === "good" ? "good" : "neutral",
    text: parts
      .flatMap(([say, names]) => (names.length === 0 ? [] : [say(names.join(texts.joint))]))
      .join(" "),
    note: required.sameAgency === "unknown" ? texts.otherAgency : null,
  };
}
