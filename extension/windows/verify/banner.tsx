/** The verdict across the window: shape, word and colour; told once to screen readers. */

import type { JSX } from "preact";
import { explainError } from "#shared/messages/errors.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { Icon, type IconName } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { VerifyDesk } from "./flow.ts";
import type { Entry } from "./state.ts";
import { fileTone, headlineOf, meaningOf, type Tone } from "./tone.ts";

const ICONS: Record<Tone, IconName> = {
  good: "good",
  caution: "caution",
  bad: "bad",
  practice: "info",
  none: "none",
};

interface Answer {
  readonly tone: Tone;
  readonly busy: boolean;
  readonly headline: string;
  readonly meaning: string;
}

export function Banner({ desk, entry }: { desk: VerifyDesk; entry: Entry | null }): JSX.Element {
  const texts = verifyTexts[language()];
  const { tone, busy, headline, meaning } = answerOf(entry);
  return (
    <section class={`verdict ${tone}`} aria-label={texts.verdict} role="status" aria-busy={busy}>
      {busy ? <span class="spin sign-i" /> : <Icon name={ICONS[tone]} class="sign-i" />}
      <h1 tabIndex={-1}>{headline}</h1>
      <p>{meaning}</p>
      <div class="acts">{entry !== null && <Acts desk={desk} entry={entry} />}</div>
    </section>
  );
}

function answerOf(entry: Entry | null): Answer {
  const texts = verifyTexts[language()];
  const phase = entry?.phase ?? { kind: "choose" as const };
  switch (phase.kind) {
    case "choose":
      return { tone: "none", busy: false, headline: texts.title, meaning: texts.checkingNext };
    case "fetching":
    case "checking":
      return { tone: "none", busy: true, headline: texts.checking, meaning: texts.checkingNext };
    case "failed": {
      const { said, next } = explainError(phase, language());
      return { tone: "caution", busy: false, headline: texts.failed, meaning: `${said} ${next}` };
    }
    case "checked": {
      const { verdict } = phase.result;
      return {
        tone: fileTone(verdict),
        busy: false,
        headline: headlineOf(verdict, language()),
        meaning: meaningOf(verdict, language()),
      };
    }
  }
}

function Acts({ desk, entry }: { desk: VerifyDesk; entry: Entry }): JSX.Element | null {
  const texts = verifyTexts[language()];
  if (entry.phase.kind !== "checked" && entry.phase.kind !== "failed") return null;
  return (
    <>
      <button type="button" class="btn" onClick={() => desk.another(entry.job)}>
        <Icon name="file" />
        {texts.another}
      </button>
      <button type="button" class="btn main" onClick={() => desk.again(entry.id)}>
        <Icon name="retry" />
        {texts.again}
      </button>
    </>
  );
}
