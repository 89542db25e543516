/** The document waits for its signature: the PIN where one is wanted, then the button. */

import type { JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { Acts, type FootProps, Next, SignButton } from "./acts.tsx";
import { chosenOffer, sessionFor } from "./choose.ts";
import type { Desk } from "./desk.ts";
import { hasBrokenSignature } from "./obstacle.ts";
import { PinConsent } from "./pin-consent.tsx";
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
  const notice = entry.phase.kind === "ready" ? (entry.phase.notice?.code ?? null) : null;
  return (
    <>
      {session !== null && <SessionLine desk={desk} session={session} />}
      {other && <p class="small spaced">{texts.otherSource}</p>}
      <PinConsent
        {...{ desk, offer, practice, notice, leave }}
        allowed={isAllowed(entry)}
        open={session !== null || !offer.token.pin.wanted}
        next={nextText(entry)}
        onSign={(authority) => desk.answer(entry.id, { ...authority, looks: [null] })}
      />
    </>
  );
}

/** Whether the user may sign this document as it is: it was seen, and what is wrong with it was confirmed. */
function isAllowed(entry: Entry): boolean {
  return entry.seen && (!hasBrokenSignature(entry) || entry.changesAccepted);
}

/** Where the signed copy will go. */
function nextText({ target, job, seen }: Entry): string {
  const texts = signTexts[language()];
  if (!seen) return texts.nextSee;
  if (target === null || job.source.kind === "local") return texts.nextSave;
  return texts.nextDeliver(target.label || texts.place, new URL(job.source.origin).host);
}

export function SessionLine({ desk, session }: { desk: Desk; session: LiveSession }): JSX.Element {
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
