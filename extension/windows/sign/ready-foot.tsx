/** The document waits for its signature: the PIN where one is wanted, then the button. */

import type { JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { useStore } from "../parts/store.ts";
import { Acts, type FootProps, Next, SignButton } from "./acts.tsx";
import { chosenOffer, type Offer, sessionFor } from "./choose.ts";
import type { Desk } from "./desk.ts";
import { hasBrokenSignature } from "./obstacle.ts";
import { PinConsent } from "./pin-consent.tsx";
import { LargeFacts } from "./stamps/large-facts.tsx";
import { needsLeader } from "./stamps/leader.ts";
import { looksOf, NO_STAMPS, type StampWork, stampProblem } from "./stamps/state.ts";
import { type Entry, type LiveSession, type SignState, sameSource } from "./state.ts";
import { withStampText } from "./time-stamp/next-text.ts";

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
  const work = useStore(desk.stamps.store).get(entry.id) ?? NO_STAMPS;
  return (
    <>
      {session !== null && <SessionLine desk={desk} session={session} />}
      {other && <p class="small spaced">{texts.otherSource}</p>}
      <LargeFacts work={work} />
      <PinConsent
        {...{ desk, offer, practice, notice, leave }}
        allowed={isAllowed({ state, entry, offer, work })}
        open={session !== null || !offer.token.pin.wanted}
        next={nextText({ state, entry, offer, work })}
        label={work.choice === "issue" && !practice ? stampTexts[language()].signIssue : undefined}
        onSign={(authority) => desk.answer(entry.id, { ...authority, looks: looksOf(work) })}
      />
    </>
  );
}

interface Stamped {
  readonly state: SignState;
  readonly entry: Entry;
  readonly offer: Offer;
  readonly work: StampWork;
}

/** Whether the user may sign this document as it is: it was seen, what is wrong with it was confirmed, its stamps have their place. */
function isAllowed({ entry, offer, work }: Stamped): boolean {
  const accepted = !hasBrokenSignature(entry) || entry.changesAccepted;
  const sealable = !needsLeader(work, entry, offer) || work.leaderWaived;
  return entry.seen && accepted && sealable && stampProblem(work) === null;
}

/** What is still to be done, else where the signed copy will go. */
function nextText({ state, entry, offer, work }: Stamped): string {
  const texts = signTexts[language()];
  const { target, job, seen } = entry;
  if (!seen) return texts.nextSee;
  const problem = stampProblem(work);
  if (problem !== null) return stampTexts[language()].problems[problem];
  if (needsLeader(work, entry, offer) && !work.leaderWaived) return stampTexts[language()].nextLeader;
  const next =
    target === null || job.source.kind === "local"
      ? texts.nextSave
      : texts.nextDeliver(texts.place(target.label), new URL(job.source.origin).host);
  return withStampText({ state, offer }, next);
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
