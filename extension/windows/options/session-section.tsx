/** The PIN: the mark by which its window is known, and how long one PIN lasts. */

import type { JSX } from "preact";
import { optionsTexts } from "#shared/messages/options.ts";
import { IdleChoice } from "../parts/idle.tsx";
import { language } from "../parts/language.ts";
import { OwnMark } from "../parts/own-mark.tsx";

export function SessionSection(): JSX.Element {
  const texts = optionsTexts[language()];
  return (
    <section class="card stack">
      <h2>{texts.session}</h2>
      <p class="small">{texts.sessionAbout}</p>
      <IdleChoice />
      <OwnMark id="own-mark" />
      <p class="small">{texts.ownMarkAbout}</p>
    </section>
  );
}
