/** The middle of the right column for a batch: other documents of the window, the certificate or what stands in its way. */

import type { JSX } from "preact";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { formatCount } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { IdleChoice } from "../../parts/idle.tsx";
import { language } from "../../parts/language.ts";
import { explain } from "../../parts/support.ts";
import { Certificates } from "../certificates.tsx";
import { chosenOffer, offersFor } from "../choose.ts";
import { DocumentNotes } from "../document-notes.tsx";
import { obstacleFor } from "../obstacle.ts";
import { Obstacle } from "../obstacle-card.tsx";
import { hasQueue, Queue } from "../queue.tsx";
import { StampFacts } from "../stamps/facts.tsx";
import type { Entry } from "../state.ts";
import { countsOf, type Earlier, entriesOf } from "./state.ts";
import type { BatchProps } from "./window.tsx";

export function BatchMiddle(props: BatchProps): JSX.Element {
  const { desk, state, batch } = props;
  const [entry] = entriesOf(state, batch);
  const viewed = state.entries.find(({ id, phase }) => id === batch.viewing && phase.kind === "ready");
  return (
    <div class="mid">
      <div class="facts">
        {hasQueue(state) && <Queue desk={desk} state={state} />}
        <Ended {...props} />
        <Unfinished {...props} />
        {viewed?.document != null && <DocumentNotes document={viewed.document} />}
        {viewed !== undefined && <StampFacts desk={desk} state={state} entry={viewed} />}
        <NotKept {...props} />
        {entry !== undefined && <SignWith {...props} entry={entry} />}
        <OnePin />
      </div>
    </div>
  );
}

function SignWith({ desk, state, batch, entry }: BatchProps & { entry: Entry }): JSX.Element {
  const obstacle = obstacleFor(state, entry);
  if (obstacle?.kind === "locked") return <Obstacle desk={desk} obstacle={obstacle} />;
  const offers = offersFor(state, batch.source);
  return (
    <div>
      <Icon name="key" />
      <div>
        {obstacle !== null && <div class="k">{signTexts[language()].signedBy}</div>}
        {obstacle !== null && <Obstacle desk={desk} obstacle={obstacle} />}
        {(obstacle === null || offers.length > 0) && (
          <Certificates
            offers={offers}
            labels={desk.labels}
            chosen={chosenOffer(state, entry)}
            fixed={batch.run !== "none"}
            titled={obstacle === null}
            onChoose={(certificate) => desk.store.dispatch({ type: "chosen", certificate })}
          />
        )}
      </div>
    </div>
  );
}

/** Why the last run ended early; what concerns the PIN stands at its field. */
function Ended(props: BatchProps): JSX.Element | null {
  const { batch } = props;
  const { notice } = batch;
  if (notice === null || notice.code.startsWith("PIN_")) return null;
  const texts = batchTexts[language()];
  const { said, next } = explain(notice);
  const { all, done } = countsOf(props);
  return (
    <div class="full">
      <div class="note bad" role="alert">
        <Icon name="bad" />
        <div>
          <b>{said}</b>
          <p>{texts.endedMeaning(formatCount(all - done))}</p>
          <p>{next}</p>
        </div>
      </div>
    </div>
  );
}

/** Signed files that wait for their place: from an earlier window, or refused by the page. */
function Unfinished(props: BatchProps): JSX.Element | null {
  const { desk, state, batch } = props;
  const { unsafe } = countsOf(props);
  const { earlier, run } = batch;
  if (run !== "none" || (unsafe === 0 && earlier === null)) return null;
  const texts = batchTexts[language()];
  const toPage = unsafe > 0 && entriesOf(state, batch).some(({ job }) => job.tab !== null);
  return (
    <div class="full">
      <div class={`note ${unsafe > 0 ? "caution" : "neutral"}`} role="status">
        <Icon name={unsafe > 0 ? "caution" : "info"} />
        <div>
          {unsafe > 0 && <b>{texts.undelivered(formatCount(unsafe))}</b>}
          {earlier !== null && <p>{earlierText(earlier)}</p>}
          <div class="row links">
            {toPage && (
              <button type="button" class="link" onClick={() => void desk.batches.deliverAll(batch)}>
                {texts.deliverAll}
              </button>
            )}
            {unsafe > 0 && (
              <button type="button" class="link" onClick={() => void desk.batches.saveAll(batch)}>
                {texts.saveAll(formatCount(unsafe))}
              </button>
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

function earlierText({ delivered, own }: Earlier): string {
  const texts = batchTexts[language()];
  const parts = [texts.fromEarlier];
  if (delivered > 0) parts.push(texts.deliveredEarlier(formatCount(delivered)));
  if (own > 0) parts.push(texts.ownEarlier(formatCount(own)));
  return parts.join(" ");
}

/** No copy is kept: of a private window, or for want of room. */
function NotKept({ state, batch }: BatchProps): JSX.Element | null {
  const texts = batchTexts[language()];
  const isPrivate = entriesOf(state, batch).some(({ job }) => job.private);
  if (!isPrivate && !state.unkept) return null;
  return (
    <div class="full">
      <div class="status caution">
        <Icon name="caution" />
        <span>{isPrivate ? texts.privateNotKept : texts.notKept}</span>
      </div>
    </div>
  );
}

function OnePin(): JSX.Element {
  const texts = batchTexts[language()];
  return (
    <div>
      <Icon name="info" />
      <div>
        <div class="v">{texts.onePin}</div>
        <div class="small">{texts.onePinMeaning}</div>
        <IdleChoice />
      </div>
    </div>
  );
}
