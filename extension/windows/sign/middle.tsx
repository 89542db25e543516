/** The middle of the right column: the waiting documents, the certificate or what stands in its way, or the result. */

import type { ComponentChildren, JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import { Icon, type IconName } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { explain } from "../parts/support.ts";
import { Certificates } from "./certificates.tsx";
import { chosenOffer, offersFor } from "./choose.ts";
import type { Desk } from "./desk.ts";
import { DocumentNotes } from "./document-notes.tsx";
import { DoneFacts } from "./done.tsx";
import { Earlier } from "./earlier.tsx";
import { Failure } from "./failure.tsx";
import { hasBrokenSignature, obstacleFor } from "./obstacle.ts";
import { Obstacle } from "./obstacle-card.tsx";
import { OpenAnyway } from "./open-anyway.tsx";
import { hasQueue, Queue } from "./queue.tsx";
import { StampFacts, Whose } from "./stamps/facts.tsx";
import type { Entry, SignState } from "./state.ts";

interface MiddleProps {
  readonly desk: Desk;
  readonly state: SignState;
  readonly entry: Entry | null;
}

export function Middle({ desk, state, entry }: MiddleProps): JSX.Element {
  return (
    <div class="mid">
      <div class="facts">
        {hasQueue(state) && <Queue desk={desk} state={state} />}
        {entry !== null && <Content desk={desk} state={state} entry={entry} />}
      </div>
    </div>
  );
}

function Content({ desk, state, entry }: MiddleProps & { entry: Entry }): JSX.Element | null {
  if (entry.phase.kind === "done")
    return <DoneFacts result={entry.phase.result} pages={entry.document?.pages ?? null} />;
  if (entry.phase.kind === "failed") {
    return (
      <>
        <Failure error={entry.phase.error} />
        <OpenAnyway desk={desk} entry={entry} error={entry.phase.error} />
      </>
    );
  }
  if (entry.phase.kind === "choose") return null;
  const verdict = entry.document?.verdict ?? null;
  const signatures = verdict === null ? [] : ownSignatures(verdict);
  return (
    <>
      {obstacleFor(state, entry)?.kind !== "host" && <LastFailure entry={entry} />}
      {signatures.length > 0 && <Earlier signatures={signatures} />}
      {hasBrokenSignature(entry) && <Changed desk={desk} entry={entry} />}
      {entry.document !== null && <DocumentNotes document={entry.document} />}
      <StampFacts desk={desk} state={state} entry={entry} />
      <SignWith desk={desk} state={state} entry={entry} />
      <Whose desk={desk} state={state} entry={entry} />
    </>
  );
}

function SignWith({ desk, state, entry }: MiddleProps & { entry: Entry }): JSX.Element {
  const obstacle = obstacleFor(state, entry);
  if (obstacle?.kind === "locked") return <Obstacle desk={desk} obstacle={obstacle} />;
  const offers = offersFor(state, entry.job.source);
  return (
    <Fact icon="key">
      {obstacle !== null && <div class="k">{signTexts[language()].signedBy}</div>}
      {obstacle !== null && <Obstacle desk={desk} obstacle={obstacle} />}
      {(obstacle === null || offers.length > 0) && (
        <Certificates
          offers={offers}
          labels={desk.labels}
          chosen={chosenOffer(state, entry)}
          fixed={entry.phase.kind === "working"}
          titled={obstacle === null}
          onChoose={(certificate) => desk.store.dispatch({ type: "chosen", certificate })}
        />
      )}
    </Fact>
  );
}

/** Why the last try did not sign; what concerns the PIN stands at its field. */
function LastFailure({ entry }: { entry: Entry }): JSX.Element | null {
  if (entry.phase.kind !== "ready" || entry.phase.notice === null) return null;
  const { notice } = entry.phase;
  if (notice.code.startsWith("PIN_")) return null;
  const { said, next } = explain(notice);
  return (
    <div class="full">
      <div class="note bad" role="alert">
        <Icon name="bad" />
        <div>
          <b>{said}</b>
          <p>{next}</p>
          <p class="small spaced">{partsTexts[language()].code(notice.code)}</p>
        </div>
      </div>
    </div>
  );
}

function Changed({ desk, entry }: { desk: Desk; entry: Entry }): JSX.Element {
  const texts = signTexts[language()];
  return (
    <div class="full">
      <div class="note bad" role="alert">
        <Icon name="bad" />
        <div>
          <b>{texts.changedBefore}</b>
          <p>{texts.changedBeforeMeaning}</p>
          <label class="row spaced">
            <input
              type="checkbox"
              class="check"
              checked={entry.changesAccepted}
              onChange={(event) =>
                desk.store.dispatch({
                  type: "changes-accepted",
                  id: entry.id,
                  accepted: event.currentTarget.checked,
                })
              }
            />
            <Rich text={texts.changedBeforeConfirm} />
          </label>
        </div>
      </div>
    </div>
  );
}

function Fact({ icon, children }: { icon: IconName; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}
