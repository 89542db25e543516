/** The document waits for its signature: the PIN where one is wanted, then the button. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { Acts, type FootProps, Next, SignButton } from "./acts.tsx";
import { chosenOffer, type Offer, sessionFor } from "./choose.ts";
import type { Desk } from "./desk.ts";
import { LastTry } from "./last-try.tsx";
import { hasBrokenSignature } from "./obstacle.ts";
import { type PinProblem, pinProblem } from "./pin.ts";
import { PinField } from "./pin-field.tsx";
import { type Entry, type LiveSession, sameSource } from "./state.ts";

interface ReadyProps extends FootProps {
  readonly leave: () => void;
}

export function ReadyFoot({ desk, state, entry, practice, leave }: ReadyProps): JSX.Element {
  const texts = signTexts[language()];
  const offer = chosenOffer(state, entry);
  if (offer === null) {
    return (
      <>
        <Next text={texts.nextChoose} />
        <Acts leave={leave}>
          <SignButton practice={practice} disabled />
        </Acts>
      </>
    );
  }
  const session = sessionFor(state, entry, offer);
  const other = state.session !== null && !sameSource(state.session.source, entry.job.source);
  const shared = { desk, entry, offer, practice, leave };
  return (
    <>
      {session !== null && <SessionLine desk={desk} session={session} />}
      {other && <p class="small spaced">{texts.otherSource}</p>}
      {session !== null || !offer.token.pin.wanted ? <WithoutPin {...shared} /> : <WithPin {...shared} />}
    </>
  );
}

interface ConsentProps {
  readonly desk: Desk;
  readonly entry: Entry;
  readonly offer: Offer;
  readonly practice: boolean;
  readonly leave: () => void;
}

/** Whether the user may sign this document as it is: it was seen, and what is wrong with it was confirmed. */
function isAllowed(entry: Entry): boolean {
  return entry.seen && (!hasBrokenSignature(entry) || entry.changesAccepted);
}

function WithoutPin({ desk, entry, offer, practice, leave }: ConsentProps): JSX.Element {
  const sign = () => {
    if (desk.guard.takes(performance.now()))
      desk.answer(entry.id, { offer, pin: "", allowLastTry: false, looks: [null] });
  };
  return (
    <>
      <Next text={nextText(entry)} />
      <Acts leave={leave}>
        <SignButton practice={practice} disabled={!isAllowed(entry)} onClick={sign} />
      </Acts>
    </>
  );
}

function WithPin({ desk, entry, offer, practice, leave }: ConsentProps): JSX.Element {
  const texts = signTexts[language()];
  const notice = entry.phase.kind === "ready" ? entry.phase.notice : null;
  const isLast = offer.token.pin.finalTry || notice?.code === "PIN_LAST_TRY";
  const [confirmed, setConfirmed] = useState(false);
  const [filled, setFilled] = useState(false);
  const [problem, setProblem] = useState<PinProblem | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const locked = isLast && !confirmed;
  const sign = () => {
    const pin = input.current?.value ?? "";
    if (!isAllowed(entry) || pin === "" || locked || !desk.guard.takes(performance.now())) return;
    const found = pinProblem(pin, offer.token);
    setProblem(found);
    if (input.current !== null) input.current.value = "";
    setFilled(false);
    if (found === null) desk.answer(entry.id, { offer, pin, allowLastTry: isLast, looks: [null] });
  };
  return (
    <>
      {isLast && <LastTry confirmed={confirmed} onConfirm={() => setConfirmed(true)} />}
      {!locked && (
        <PinField
          input={input}
          guard={desk.guard}
          token={offer.token}
          problem={problem ?? (isLast ? null : (notice?.code ?? null))}
          onFilled={setFilled}
          onEnter={sign}
        />
      )}
      <Next
        text={locked ? texts.forgotPin : notice?.code.startsWith("PIN_") ? texts.nextPin : nextText(entry)}
      />
      <Acts leave={leave} {...(locked ? { back: texts.declineLastTry } : {})}>
        <SignButton practice={practice} disabled={locked || !filled || !isAllowed(entry)} onClick={sign} />
      </Acts>
    </>
  );
}

/** Where the signed copy will go. */
function nextText({ target, job, seen }: Entry): string {
  const texts = signTexts[language()];
  if (!seen) return texts.nextSee;
  if (target === null || job.source.kind === "local") return texts.nextSave;
  return texts.nextDeliver(target.label || texts.place, new URL(job.source.origin).host);
}

function SessionLine({ desk, session }: { desk: Desk; session: LiveSession }): JSX.Element {
  const texts = signTexts[language()];
  const minutes = String(Math.max(1, Math.round(session.idleSeconds / 60)));
  return (
    <div class="between session">
      <div class="status good">
        <Icon name="good" />
        <span>
          <Rich text={texts.sessionOpen} />
          <small>{texts.sessionEnds(minutes)}</small>
        </span>
      </div>
      <button type="button" class="link nowrap" onClick={() => void desk.host.lockSession()}>
        {texts.lockSession}
      </button>
    </div>
  );
}
