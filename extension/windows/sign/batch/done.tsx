/** What came of a batch: what is signed, where it is, and the one thing still to do. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { formatCount } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { Next } from "../acts.tsx";
import { stampedTime } from "../time-stamp/wanted.ts";
import { Tally } from "./progress.tsx";
import { resultLines } from "./result-lines.ts";
import { countsOf, entriesOf } from "./state.ts";
import type { BatchProps } from "./window.tsx";

export function BatchDone(props: BatchProps): JSX.Element {
  const { state, batch } = props;
  const texts = batchTexts[language()];
  const { all, done, failed, declined, unsafe } = countsOf(props);
  const delivered = entriesOf(state, batch).every(
    ({ phase }) => phase.kind !== "done" || phase.result.delivery === "taken",
  );
  const stamped = entriesOf(state, batch).filter(
    ({ phase }) => phase.kind === "done" && stampedTime(phase.result.verdict) !== null,
  ).length;
  const next =
    unsafe > 0 ? texts.unsafe(formatCount(unsafe)) : delivered ? texts.allDelivered : texts.allSafe;
  return (
    <>
      <b class={failed > 0 || unsafe > 0 ? "" : "good-t"}>
        {texts.done(formatCount(done), formatCount(all))}
      </b>
      <Tally done={done} failed={failed} declined={declined} left={all - done - failed - declined} />
      {stamped > 0 && <p class="small">{timeStampTexts[language()].doneMany(formatCount(stamped))}</p>}
      <Next text={next} />
      <CopyResult {...props} />
      <Buttons {...props} unsafe={unsafe} />
    </>
  );
}

function Buttons({ desk, state, batch, unsafe }: BatchProps & { unsafe: number }): JSX.Element {
  const texts = batchTexts[language()];
  const fromPage = entriesOf(state, batch).some(({ job }) => job.tab !== null);
  const leave = () => void desk.batches.leave(batch);
  if (unsafe > 0) {
    return (
      <div class="acts">
        <button
          type="button"
          class="btn main big grow"
          data-act="save-all"
          onClick={() => void desk.batches.saveAll(batch)}
        >
          <Icon name="save" />
          {texts.saveAll(formatCount(unsafe))}
        </button>
      </div>
    );
  }
  return (
    <div class="acts">
      <button type="button" class="btn main big grow" data-act="leave" onClick={leave}>
        {fromPage ? texts.backToPage : texts.close}
      </button>
    </div>
  );
}

function CopyResult({ state, batch }: BatchProps): JSX.Element {
  const texts = batchTexts[language()];
  const [copied, setCopied] = useState(false);
  const copy = () => {
    const lines = resultLines(entriesOf(state, batch), batch);
    void navigator.clipboard.writeText(lines.join("\n")).then(() => setCopied(true));
  };
  return (
    <div class="row links">
      <button type="button" class="link" onClick={copy}>
        {copied ? texts.copied : texts.copyResult}
      </button>
    </div>
  );
}
