/** What is odd about the stamps, said before the PIN: a caution leaves the button as it is, a missing leader's signature asks. */

import type { JSX } from "preact";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { printedNumber, readDate, type StampWork } from "./state.ts";

interface NotesProps {
  readonly work: StampWork;
  readonly leaderMissing: boolean;
  readonly onWaive: (waived: boolean) => void;
}

export function StampNotes({ work, leaderMissing, onWaive }: NotesProps): JSX.Element | null {
  const lines = cautions(work);
  if (lines.length === 0 && !leaderMissing) return null;
  return (
    <div class="full">
      <ul class="stack">
        {lines.map((line) => (
          <li key={line} class="status caution">
            <Icon name="caution" />
            <span>{line}</span>
          </li>
        ))}
      </ul>
      {leaderMissing && <LeaderMissing waived={work.leaderWaived} onWaive={onWaive} />}
    </div>
  );
}

function cautions(work: StampWork): string[] {
  const { planned, numberUsed, inputs } = work;
  const texts = stampTexts[language()];
  if (planned.kind !== "planned") return [];
  const lines = planned.warnings.map((warning) => texts.warnings[warning]);
  if (numberUsed && readDate(inputs.date) !== null) lines.unshift(texts.numberUsed(printedNumber(work)));
  return lines;
}

function LeaderMissing({
  waived,
  onWaive,
}: {
  waived: boolean;
  onWaive: (waived: boolean) => void;
}): JSX.Element {
  const texts = stampTexts[language()];
  return (
    <div class="note caution spaced" role="alert">
      <Icon name="caution" />
      <div>
        <b>{texts.noLeader}</b>
        <p>{texts.noLeaderMeaning}</p>
        <label class="row spaced">
          <input
            type="checkbox"
            class="check"
            checked={waived}
            onChange={(event) => onWaive(event.currentTarget.checked)}
          />
          {texts.noLeaderConfirm}
        </label>
      </div>
    </div>
  );
}
