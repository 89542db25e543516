/** A batch that is being signed: how far, how long still, how to stop, and what is safe already. */

import type { JSX } from "preact";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { formatCount } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { Next } from "../acts.tsx";
import type { Entry, SignState } from "../state.ts";
import { useElapsed } from "../working.tsx";
import type { Batch } from "./state.ts";
import type { BatchProps } from "./window.tsx";

interface Progress {
  readonly all: number;
  readonly done: number;
  readonly failed: number;
}

function progressOf({ entries }: SignState, { wanted }: Batch): Progress {
  const ids = new Set(wanted);
  const mine = entries.filter(({ id }) => ids.has(id));
  const count = (match: (entry: Entry) => boolean) => mine.filter(match).length;
  const isMade = ({ phase }: Entry) =>
    phase.kind === "done" || (phase.kind === "working" && phase.step === "deliver");
  return {
    all: wanted.length,
    done: count(isMade),
    failed: count(({ phase }) => phase.kind === "failed"),
  };
}

export function BatchProgress({ desk, state, batch }: BatchProps): JSX.Element {
  const texts = batchTexts[language()];
  const { all, done, failed } = progressOf(state, batch);
  const seconds = useElapsed(batch.id);
  const over = done + failed;
  const left = all - over;
  // Told once a few are done: the first one has the login in it.
  const remaining = done < 3 ? "" : texts.remaining(formatCount(Math.ceil((seconds / over) * left)));
  return (
    <>
      <div class="between">
        <b>{texts.signing(formatCount(Math.min(all, over + 1)), formatCount(all))}</b>
        <span class="small">{remaining}</span>
      </div>
      <div
        class="bar spaced"
        role="progressbar"
        aria-label={texts.signing(formatCount(over), formatCount(all))}
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={over}
      >
        <i style={{ width: `${(over / Math.max(1, all)) * 100}%` }} />
      </div>
      <Tally done={done} failed={failed} declined={0} left={left} />
      <Next text={texts.kept} />
      <div class="acts">
        <button
          type="button"
          class="btn big grow"
          data-act="stop"
          disabled={batch.run === "stopping"}
          onClick={() => desk.batches.stop(batch.id)}
        >
          <Icon name="stop" />
          {batch.run === "stopping" ? texts.stopping : texts.stop}
        </button>
      </div>
    </>
  );
}

interface TallyProps {
  readonly done: number;
  readonly failed: number;
  /** The user said why not. */
  readonly declined: number;
  readonly left: number;
}

export function Tally({ done, failed, declined, left }: TallyProps): JSX.Element {
  const texts = batchTexts[language()];
  return (
    <div class="row tally">
      <span class="row good-t">
        <Icon name="good" size={16} />
        {texts.signedCount(formatCount(done))}
      </span>
      {failed > 0 && (
        <span class="row bad-t">
          <Icon name="bad" size={16} />
          {texts.failedCount(formatCount(failed))}
        </span>
      )}
      {declined > 0 && (
        <span class="row muted">
          <Icon name="todo" size={16} />
          {texts.declinedCount(formatCount(declined))}
        </span>
      )}
      {left > 0 && (
        <span class="row muted">
          <Icon name="todo" size={16} />
          {texts.leftCount(formatCount(left))}
        </span>
      )}
    </div>
  );
}
