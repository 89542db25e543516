/** A signature that was made and has no time-stamp: why, that nothing is lost, and the choice. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { formatCount } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { explain } from "../../parts/support.ts";
import { type FootProps, Next } from "../acts.tsx";
import type { Clock, Notice, SignState } from "../state.ts";
import type { HeldAnswer } from "./desk.ts";
import { maySignWithout } from "./wanted.ts";

/** Of one document. */
export function HeldFoot({ desk, state, entry, held }: FootProps & { held: Notice }): JSX.Element {
  return <HeldChoice {...{ state, held }} answer={(answer) => desk.timeStamps.answer(entry.id, answer)} />;
}

interface HeldChoiceProps {
  readonly state: SignState;
  readonly held: Notice;
  /** How many documents wait; absent: the one on screen. */
  readonly count?: number;
  readonly answer: (answer: HeldAnswer) => void;
}

export function HeldChoice({ state, held, count, answer }: HeldChoiceProps): JSX.Element {
  const texts = timeStampTexts[language()];
  const free = maySignWithout(state);
  const first = useRef<HTMLButtonElement>(null);
  // The PIN field that had the focus is gone.
  useEffect(() => first.current?.focus(), []);
  return (
    <>
      <div class="note caution" role="alert">
        <Icon name="caution" />
        <div>
          <b>{whyText(held, state.clock)}</b>
          {count !== undefined && <p>{texts.ofMany(formatCount(count))}</p>}
          {!free && <p>{texts.wanted}</p>}
        </div>
      </div>
      <Next text={texts.kept} />
      <div class="acts">
        <button type="button" class="btn big" onClick={() => answer("drop")}>
          {texts.drop}
        </button>
        <button
          ref={first}
          type="button"
          class="btn main big grow"
          data-act="again"
          onClick={() => answer("again")}
        >
          <Icon name="retry" />
          {texts.again}
        </button>
      </div>
      {free && (
        <div class="acts">
          <button type="button" class="btn big grow" data-act="without" onClick={() => answer("without")}>
            {texts.without}
          </button>
        </div>
      )}
    </>
  );
}

/** Another failure than the authority's, such as the program on this computer that ended, speaks for itself. */
function whyText(held: Notice, { terms }: Clock): string {
  const texts = timeStampTexts[language()];
  const authority = terms?.authority ?? "";
  switch (held.code) {
    case "TSA_UNREACHABLE":
      return texts.unreachable(authority);
    case "TSA_REFUSED":
      return texts.refused(authority);
    case "USER_CANCELLED":
      return texts.stopped;
    default:
      return `${texts.failed}. ${explain(held).said}`;
  }
}
