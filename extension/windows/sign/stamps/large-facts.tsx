/** Number and date of the document, large, before the PIN: what is wrong here cannot be taken back. */

import type { JSX } from "preact";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { language } from "../../parts/language.ts";
import { Rich } from "../../parts/rich.tsx";
import { printedNumber, readDate, type StampWork, wantsDate, wantsNumber } from "./state.ts";

export function LargeFacts({ work }: { work: StampWork }): JSX.Element | null {
  const texts = stampTexts[language()];
  const { choice, inputs } = work;
  if (!wantsNumber(choice) || inputs.number.trim() === "") return null;
  const number = printedNumber(work);
  const isDated = wantsDate(choice) && readDate(inputs.date) !== null;
  return (
    <p class="large-facts">
      <Rich text={isDated ? texts.large(number, inputs.date.trim()) : texts.largeNumber(number)} />
    </p>
  );
}
