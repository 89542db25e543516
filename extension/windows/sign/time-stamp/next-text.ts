/** What happens after the button, with the time-stamp where there will be one. Pure. */

import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { language } from "../../parts/language.ts";
import type { Offer } from "../choose.ts";
import type { SignState } from "../state.ts";
import { wantsTimeStamp } from "./wanted.ts";

export function withStampText({ state, offer }: { state: SignState; offer: Offer }, next: string): string {
  const { terms } = state.clock;
  if (terms === null || !wantsTimeStamp(state, offer)) return next;
  return `${next} ${timeStampTexts[language()].next(terms.authority)}`;
}
