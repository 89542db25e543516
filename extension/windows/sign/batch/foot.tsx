/** The foot of a batch: the consent, the progress, or what came of it. */

import type { JSX } from "preact";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { formatCount } from "../../parts/format.ts";
import { language } from "../../parts/language.ts";
import { Acts, Next, SignButton } from "../acts.tsx";
import { chosenOffer, liveSession } from "../choose.ts";
import { obstacleFor } from "../obstacle.ts";
import { PinConsent } from "../pin-consent.tsx";
import { SessionLine } from "../ready-foot.tsx";
import type { Entry } from "../state.ts";
import type { HeldAnswer } from "../time-stamp/desk.ts";
import { HeldChoice } from "../time-stamp/held-foot.tsx";
import { withStampText } from "../time-stamp/next-text.ts";
import { BatchDone } from "./done.tsx";
import { BatchProgress } from "./progress.tsx";
import { countsOf, entriesOf, toSign } from "./state.ts";
import type { BatchProps } from "./window.tsx";

export function BatchFoot(props: BatchProps): JSX.Element {
  return (
    <footer class="foot" id="ky">
      <Content key={props.batch.id} {...props} />
    </footer>
  );
}

function Content(props: BatchProps): JSX.Element {
  const { batch } = props;
  const { coming, done } = countsOf(props);
  const held = heldOf(props);
  if (held.length > 0) return <Held {...props} entries={held} />;
  if (batch.run !== "none") return <BatchProgress {...props} />;
  if (coming > 0) return <Waiting {...props} text={comingText(props)} />;
  const [entry] = entriesOf(props.state, batch).filter(({ phase }) => phase.kind === "ready");
  const isOpen = entry !== undefined && (toSign(props).length > 0 || done === 0);
  if (isOpen) return <Consent {...props} entry={entry} />;
  return done > 0 ? <BatchDone {...props} /> : <Waiting {...props} />;
}

/** Signed by the token, without the time-stamp that was wanted. */
function heldOf({ state, batch }: BatchProps): Entry[] {
  return entriesOf(state, batch).filter(({ phase }) => phase.kind === "working" && phase.held !== undefined);
}

/** One word for all of them. */
function Held({
  desk,
  state,
  batch,
  entries,
}: BatchProps & { entries: readonly Entry[] }): JSX.Element | null {
  const [first] = entries;
  if (first?.phase.kind !== "working" || first.phase.held === undefined) return null;
  const answer = (answer: HeldAnswer) => {
    if (answer === "drop") desk.batches.stop(batch.id);
    desk.timeStamps.answerAll(batch.id, batch.items, answer);
  };
  return <HeldChoice state={state} held={first.phase.held} count={entries.length} answer={answer} />;
}

function comingText(props: BatchProps): string {
  const { all, coming } = countsOf(props);
  return batchTexts[language()].fetching(formatCount(all - coming), formatCount(all));
}

interface WaitingProps extends BatchProps {
  readonly text?: string | undefined;
}

/** The button stays visible but off; the reason stands above it. */
function Waiting({ text, ...props }: WaitingProps): JSX.Element {
  const { desk, batch, practice } = props;
  const { open: count } = countsOf(props);
  return (
    <>
      <Next text={text ?? batchTexts[language()].nothingTicked} />
      <Acts leave={() => void desk.batches.leave(batch)}>
        <SignButton practice={practice} disabled label={labelOf({ count, practice })} />
      </Acts>
    </>
  );
}

function Consent(props: BatchProps & { entry: Entry }): JSX.Element {
  const { desk, state, batch, practice, entry } = props;
  const texts = signTexts[language()];
  const offer = chosenOffer(state, entry);
  const obstacle = obstacleFor(state, entry);
  if (obstacle !== null)
    return <Waiting {...props} text={obstacle.kind === "no-token" ? texts.noTokenKept : texts.hostKept} />;
  if (offer === null) return <Waiting {...props} text={texts.nextChoose} />;
  const { planning } = countsOf(props);
  if (planning > 0) return <Waiting {...props} text={batchTexts[language()].planning} />;
  const orders = toSign(props);
  if (orders.length === 0) return <Waiting {...props} />;
  const session = liveSession(state, { source: batch.source, offer });
  return (
    <>
      {session !== null && <SessionLine desk={desk} session={session} />}
      <PinConsent
        {...{ desk, offer, practice }}
        allowed
        open={session !== null || !offer.token.pin.wanted}
        notice={batch.notice?.code ?? null}
        next={withStampText({ state, offer }, nextText(entriesOf(state, batch)))}
        leave={() => void desk.batches.leave(batch)}
        label={labelOf({ count: orders.length, practice })}
        onSign={(authority) => desk.answer(batch.id, { ...authority, looks: [null] })}
      />
    </>
  );
}

function labelOf({ count, practice }: { count: number; practice: boolean }): string {
  const texts = batchTexts[language()];
  return practice ? texts.signPractice(formatCount(count)) : texts.sign(formatCount(count));
}

/** Where the signed copies will go. */
function nextText(entries: readonly Entry[]): string {
  const texts = batchTexts[language()];
  const returned = entries.find(({ target }) => target !== null);
  if (returned === undefined || returned.job.source.kind === "local") return texts.nextSave;
  return texts.next(new URL(returned.job.source.origin).host);
}
