/** One document of a batch. */

import type { ComponentChildren, JSX } from "preact";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { drawnOnChange } from "../../parts/drawn-on-change.ts";
import { cutMiddle, formatCount } from "../../parts/format.ts";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { explain } from "../../parts/support.ts";
import type { Desk } from "../desk.ts";
import type { PlacedStamp } from "../stamps/state.ts";
import type { Delivery, Entry, Phase, SignedResult } from "../state.ts";
import { deliverAgain, save } from "../steps/deliver.ts";
import { isBarred, isTicked, type Review, type Row, reviewOf, rowOf } from "./state.ts";
import type { BatchProps } from "./window.tsx";

/** All that one line shows: it is drawn anew only where one of these changed. */
interface RowProps {
  readonly desk: Desk;
  /** Id of its batch. */
  readonly batch: string;
  readonly entry: Entry;
  readonly row: Row;
  /** The run goes on. */
  readonly running: boolean;
  readonly ticked: boolean;
  readonly barred: boolean;
  readonly review: Review | null;
  /** The token was asked for it when an earlier window ended. */
  readonly interrupted: boolean;
  readonly stamp: PlacedStamp | undefined;
}

export function rowProps(props: BatchProps, entry: Entry): RowProps {
  const { desk, works, batch } = props;
  const planned = works.get(entry.id)?.planned;
  return {
    ...{ desk, batch: batch.id, entry },
    row: rowOf(batch, entry.id),
    running: batch.run !== "none",
    ticked: isTicked(props, entry),
    barred: isBarred(props, entry),
    review: reviewOf(props, entry),
    interrupted: batch.earlier?.interrupted.includes(entry.id) === true,
    stamp: planned?.kind === "planned" ? planned.stamps.at(-1) : undefined,
  };
}

const LOOKS: Partial<Record<Phase["kind"], string>> = {
  fetching: "busy",
  checking: "busy",
  working: "busy now",
  failed: "fail",
};

export const BatchRow = drawnOnChange(Line);

function Line(props: RowProps): JSX.Element {
  const { desk, batch, entry, running, ticked, barred, stamp } = props;
  const texts = batchTexts[language()];
  const name = nameOf(entry);
  const { kind } = entry.phase;
  const why = whyOf(props);
  return (
    <tr class={LOOKS[kind] ?? ""}>
      <td>
        <input
          type="checkbox"
          class="check"
          aria-label={texts.chooseOne(name)}
          checked={ticked}
          disabled={running || kind === "done" || barred}
          onChange={(event) => desk.batches.tick(batch, entry.id, event.currentTarget.checked)}
        />
      </td>
      <td class="cut">
        <button
          type="button"
          class="name"
          title={name}
          aria-label={texts.look(name)}
          disabled={entry.document === null}
          onClick={() => desk.batches.view(batch, entry.id)}
        >
          {cutMiddle(name, 52)}
        </button>
        {why !== null && <div class="small why">{why}</div>}
      </td>
      <td class="num">{entry.document?.pages == null ? "" : formatCount(entry.document.pages)}</td>
      <td>{stamp !== undefined && <Mini stamp={stamp} />}</td>
      <td>
        <Result {...props} />
      </td>
    </tr>
  );
}

export function nameOf({ document, job }: Entry): string {
  return document?.name ?? job.name ?? "";
}

/** Where the stamp stands, on a page the size of a thumbnail's thumbnail. */
function Mini({ stamp: { place, size } }: { stamp: PlacedStamp }): JSX.Element {
  const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)}%`;
  const style = {
    left: percent(place.rect.x, size.width),
    bottom: percent(place.rect.y, size.height),
    width: percent(place.rect.width, size.width),
  };
  return (
    <span class="mini" title={batchTexts[language()].stampOn(formatCount(place.page))}>
      <i style={style} />
    </span>
  );
}

function whyOf({ entry, row, review, interrupted }: RowProps): string | null {
  if (entry.phase.kind === "failed") {
    const { said, next } = explain(entry.phase.error);
    return `${said} ${next}`;
  }
  if (entry.phase.kind !== "ready" || row.declined !== null) return null;
  if (review !== null) return reviewText(review);
  return interrupted ? batchTexts[language()].interrupted : null;
}

function reviewText(review: Review): string {
  const { reviews } = batchTexts[language()];
  if (review === "changed" || review === "unsure" || review === "leader") return reviews[review];
  return stampTexts[language()].problems[review];
}

function workingText({ step, held }: Extract<Phase, { kind: "working" }>): string {
  const { states } = batchTexts[language()];
  if (held !== undefined || step === "stamp") return timeStampTexts[language()].rowWaiting;
  return step === "deliver" ? states.delivering : states.signing;
}

function Result(props: RowProps): JSX.Element {
  const { desk, entry, row, barred } = props;
  const { states, retry, reasons } = batchTexts[language()];
  const { phase } = entry;
  switch (phase.kind) {
    case "choose":
    case "fetching":
      return <Said busy>{states.fetching}</Said>;
    case "checking":
      return <Said busy>{states.checking}</Said>;
    case "working":
      return <Said busy>{workingText(phase)}</Said>;
    case "failed":
      return (
        <Said icon="bad" tone="bad-t">
          {states.failed}
          <button type="button" class="link" onClick={() => desk.batches.retry(entry.id)}>
            {retry}
          </button>
        </Said>
      );
    case "done":
      return <Done {...props} result={phase.result} />;
    case "ready":
      if (row.declined !== null) return <Said icon="todo">{states.declined(reasons[row.declined])}</Said>;
      return barred ? <ToReview {...props} /> : <Waiting {...props} />;
  }
}

function Waiting({ ticked }: RowProps): JSX.Element {
  const { states } = batchTexts[language()];
  return <Said icon="todo">{ticked ? states.waiting : states.unticked}</Said>;
}

function ToReview({ desk, batch, entry }: RowProps): JSX.Element {
  return (
    <Said icon="caution" tone="caution-t">
      <button type="button" class="link" onClick={() => desk.batches.view(batch, entry.id)}>
        {batchTexts[language()].states.review}
      </button>
    </Said>
  );
}

function Done({ desk, entry, result }: RowProps & { result: SignedResult }): JSX.Element {
  const texts = batchTexts[language()];
  const { delivery, saved } = result;
  if (delivery === "taken") {
    return (
      <Said icon="good" tone="good-t">
        {texts.states.delivered}
      </Said>
    );
  }
  if (saved) {
    return (
      <Said icon="good" tone="good-t">
        {texts.states.saved}
      </Said>
    );
  }
  const again = entry.job.tab !== null && delivery === "refused";
  return (
    <Said icon="caution" tone="caution-t">
      {unsafeText(delivery)}
      {again ? (
        <button type="button" class="link" onClick={() => void deliverAgain(desk, entry.id, result)}>
          {texts.toPage}
        </button>
      ) : (
        <button type="button" class="link" onClick={() => void save(desk, entry.id, result)}>
          {texts.save}
        </button>
      )}
    </Said>
  );
}

function unsafeText(delivery: Delivery): string {
  const { states } = batchTexts[language()];
  if (delivery === "unproven") return states.unproven;
  return delivery === "refused" ? states.refused : states.signed;
}

interface SaidProps {
  readonly icon?: IconName;
  readonly tone?: string;
  readonly busy?: boolean;
  readonly children: ComponentChildren;
}

function Said({ icon, tone = "muted", busy = false, children }: SaidProps): JSX.Element {
  return (
    <span class={`res ${busy ? "" : tone}`}>
      {busy ? <span class="spin s16" /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </span>
  );
}
