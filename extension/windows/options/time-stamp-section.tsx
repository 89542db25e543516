/** Whether signatures get a time-stamp. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { language } from "../parts/language.ts";
import {
  recallTimeStampChoice,
  rememberTimeStampChoice,
  TIME_STAMP_CHOICES,
  type TimeStampChoice,
} from "../time-stamp-choice.ts";
import type { Guard } from "./use-stored.ts";

export function TimeStampSection({ guard }: { guard: Guard }): JSX.Element {
  const texts = timeStampTexts[language()];
  const [chosen, setChosen] = useState<TimeStampChoice>("usual");
  useEffect(() => guard(recallTimeStampChoice().then(setChosen)), []);
  const choose = (choice: TimeStampChoice) =>
    guard(rememberTimeStampChoice(choice).then(() => setChosen(choice)));
  return (
    <section class="card stack">
      <h2>{texts.title}</h2>
      <p class="small">{texts.about}</p>
      <span class="seg">
        {TIME_STAMP_CHOICES.map((choice) => (
          <button
            key={choice}
            type="button"
            class={`btn ${choice === chosen ? "on" : ""}`}
            aria-pressed={choice === chosen}
            onClick={() => choose(choice)}
          >
            {texts.choices[choice]}
          </button>
        ))}
      </span>
      <p role="status">{texts.meanings[chosen]}</p>
      <p class="small">{texts.ruled}</p>
    </section>
  );
}
