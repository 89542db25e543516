/** The form of an error's text, and how its gaps are filled. */

import type { ErrorDetail } from "../errors.ts";

export type Language = "vi" | "en";

/** What happened (and what it means), then one next step. */
export interface Saying {
  readonly said: string;
  readonly next: string;
}

export interface ErrorText {
  /** Where the fact `reason` says that something else happened than the text of the code tells. */
  readonly reasons?: Readonly<Record<string, Readonly<Record<Language, Saying>>>>;
  readonly vi: Saying;
  readonly en: Saying;
  /** Who can mend it: the person at the window, the agency's IT officer, the web site, or we. */
  readonly who: "user" | "it" | "site" | "us";
  /** The same action may be tried again as it is. */
  readonly retryable: boolean;
}

/** Managed by the machine policy; shows with every failure the user cannot mend. */
export interface Support {
  readonly name: string;
  readonly phone: string;
}

const SUPPORT = {
  vi: (support: Support) => `${support.name}, điện thoại ${support.phone}`,
  en: (support: Support) => `${support.name}, phone ${support.phone}`,
};
const NO_SUPPORT = { vi: "cán bộ công nghệ thông tin của đơn vị", en: "the IT officer of your agency" };

/**
 * Fills `{name}` from the facts of the error and `{support}` from the policy. A piece in square brackets is left out when a fact it
 * names is missing.
 */
export function fill(
  text: string,
  gaps: { language: Language; detail?: ErrorDetail | undefined; support?: Support | undefined },
): string {
  const { language, detail, support } = gaps;
  const facts: Record<string, string> = {
    support: support ? SUPPORT[language](support) : NO_SUPPORT[language],
  };
  for (const [name, value] of Object.entries(detail ?? {})) if (value !== null) facts[name] = String(value);
  return text
    .replace(/\[([^\]]*)\]/g, (_, piece: string) =>
      [...piece.matchAll(/\{(\w+)\}/g)].every(([, name = ""]) => Object.hasOwn(facts, name)) ? piece : "",
    )
    .replace(/\{(\w+)\}/g, (gap, name: string) => facts[name] ?? gap);
}
