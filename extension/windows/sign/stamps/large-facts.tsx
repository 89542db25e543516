/** Number and date of the document, large, before the PIN: what is wrong here cannot be taken back. */

import type { JSX } from "preact";
import { numberText } from "#shared/messages/stamps.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { language } from "../../parts/language.ts";
import { Rich } from "../../parts/rich.tsx";
import { readDate, type StampWork, wantsDate, wantsNumber } from "./state.ts";

export function LargeFacts({ work }: { work: StampWork }): JSX.Element | null {
  const texts = stampTexts[language()];
  const { choice, inputs, planned } = work;
  if (!wantsNumber(choice) || inputs.number.trim() === "") return null;
  const number =
    printedNumber(choice, inputs.number.trim()) + (planned.kind === "planned" ? planned.symbol : "");
  const isDated = wantsDate(choice) && readDate(inputs.date) !== null;
  return (
    <p class="large-facts">
      <Rich text={isDated ? texts.large(number, inputs.date.trim()) : texts.largeNumber(number)} />
    </p>
  );
}

/** On the dots of an issued document a number below ten is led by a 0. */
function printedNumber(choice: StampWork["choice"], number: string): string {
  return choice === "issue" ? numberText(number) : number;
}
