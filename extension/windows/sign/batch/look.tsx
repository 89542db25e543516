/** One document of the batch on screen, to be looked at; signed it is with the others. */

import type { JSX } from "preact";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { DocumentPane } from "../../parts/document-pane.tsx";
import { cutMiddle } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { chosenOffer } from "../choose.ts";
import { stampBars } from "../stamps/bars.tsx";
import { useStamps } from "../stamps/use-stamps.ts";
import type { Entry } from "../state.ts";
import { nameOf } from "./row.tsx";
import { DECLINE_REASONS, type DeclineReason, entriesOf, isBarred, isTicked, rowOf } from "./state.ts";
import type { BatchProps } from "./window.tsx";

interface LookProps extends BatchProps {
  readonly entry: Entry;
}

export function BatchLook(props: LookProps): JSX.Element {
  const { desk, state, batch, entry, practice } = props;
  const offer = chosenOffer(state, entry);
  const stamps = useStamps({ desk, entry, offer });
  const seen = () =>
    desk.store.dispatch({ type: "row-changed", batch: batch.id, id: entry.id, row: { looked: true } });
  const blob = entry.phase.kind === "done" ? entry.phase.result.blob : (entry.document?.blob ?? null);
  return (
    <section class="batch" aria-label={nameOf(entry)}>
      <LookTools {...props} />
      <DocumentPane
        key={`${entry.id} ${entry.phase.kind === "done"}`}
        blob={blob}
        password={entry.document?.opening.password ?? null}
        label={signTexts[language()].contents}
        zoom="width"
        rail
        wash={practice ? signTexts[language()].wash : null}
        onSeen={seen}
        stamps={stamps.stamps}
        reveal={stamps.reveal}
        onStamp={stamps.onStamp}
        {...stampBars({ desk, entry, stamps })}
        onKey={(key) => {
          if (key === "Escape") desk.batches.view(batch.id, null);
        }}
      />
    </section>
  );
}

function LookTools(props: LookProps): JSX.Element {
  const { desk, state, batch, entry } = props;
  const texts = batchTexts[language()];
  const shown = entriesOf(state, batch).filter(({ document }) => document !== null);
  const at = shown.findIndex(({ id }) => id === entry.id);
  const step = (to: Entry | undefined) => to !== undefined && desk.batches.view(batch.id, to.id);
  return (
    <div class="tools">
      <button
        type="button"
        class="btn nowrap"
        data-act="list"
        onClick={() => desk.batches.view(batch.id, null)}
      >
        {texts.back}
      </button>
      <button
        type="button"
        class="btn icon plain"
        aria-label={texts.before}
        disabled={at <= 0}
        onClick={() => step(shown[at - 1])}
      >
        <Icon name="left" />
      </button>
      <button
        type="button"
        class="btn icon plain"
        aria-label={texts.after}
        disabled={at + 1 >= shown.length}
        onClick={() => step(shown[at + 1])}
      >
        <Icon name="right" />
      </button>
      <b class="grow nowrap" title={nameOf(entry)}>
        {cutMiddle(nameOf(entry), 30)}
      </b>
      {entry.phase.kind === "ready" && batch.run === "none" && <Decision {...props} />}
    </div>
  );
}

function Decision(props: LookProps): JSX.Element {
  const { desk, batch, entry } = props;
  const texts = batchTexts[language()];
  const { declined } = rowOf(batch, entry.id);
  const decide = (value: string) => {
    const reason = DECLINE_REASONS.find((each) => each === value) ?? null;
    desk.batches.decline(batch, entry.id, reason satisfies DeclineReason | null);
  };
  return (
    <>
      <label class="row nowrap">
        <input
          type="checkbox"
          class="check"
          checked={isTicked(props, entry)}
          disabled={isBarred(props, entry)}
          onChange={(event) => desk.batches.tick(batch.id, entry.id, event.currentTarget.checked)}
        />
        {texts.columns.tick}
      </label>
      <select
        aria-label={texts.declineReason}
        value={declined ?? ""}
        onChange={(event) => decide(event.currentTarget.value)}
      >
        <option value="">{declined === null ? `${texts.decline}…` : texts.declineUndo}</option>
        {DECLINE_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {texts.states.declined(texts.reasons[reason])}
          </option>
        ))}
      </select>
    </>
  );
}
