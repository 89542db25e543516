/** The middle of the right column for a batch: other documents of the window, the certificate or what stands in its way. */

import type { JSX } from "preact";
import { explainError } from "#shared/messages/errors.ts";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { formatCount } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { Certificates } from "../certificates.tsx";
import { chosenOffer, offersFor } from "../choose.ts";
import { obstacleFor } from "../obstacle.ts";
import { Obstacle } from "../obstacle-card.tsx";
import { hasQueue, Queue } from "../queue.tsx";
import type { Entry } from "../state.ts";
import { IdleChoice } from "./idle.tsx";
import { countsOf, entriesOf } from "./state.ts";
import type { BatchProps } from "./window.tsx";

export function BatchMiddle(props: BatchProps): JSX.Element {
  const { desk, state, batch } = props;
  const [entry] = entriesOf(state, batch);
  return (
    <div class="mid">
      <div class="facts">
        {hasQueue(state) && <Queue desk={desk} state={state} />}
        <Ended {...props} />
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
function Ended({ state, batch }: BatchProps): JSX.Element | null {
  const { notice } = batch;
  if (notice === null || notice.code.startsWith("PIN_")) return null;
  const texts = batchTexts[language()];
  const { said, next } = explainError(notice, language());
  const { all, done } = countsOf(state, batch);
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
