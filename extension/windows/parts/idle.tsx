/** How long the session may idle before it locks itself: the user's choice for this computer. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { IDLE_MINUTES, recallIdleMinutes, rememberIdleMinutes } from "../idle-choice.ts";
import { language } from "./language.ts";

export function IdleChoice(): JSX.Element {
  const texts = batchTexts[language()];
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => void recallIdleMinutes().then(setMinutes), []);
  const choose = (chosen: number) => {
    setMinutes(chosen);
    void rememberIdleMinutes(chosen);
  };
  const choices = minutes === null ? IDLE_MINUTES : [...new Set([...IDLE_MINUTES, minutes])];
  return (
    <label class="small idle">
      {texts.idle}{" "}
      <select value={String(minutes ?? "")} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {choices
          .toSorted((a, b) => a - b)
          .map((each) => (
            <option key={each} value={String(each)}>
              {texts.idleChoices(String(each))}
            </option>
          ))}
      </select>
    </label>
  );
}
