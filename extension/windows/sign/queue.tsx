/** The documents of this window: each has its own look and its own signature. */

import type { JSX } from "preact";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { cutMiddle, formatCount } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { singlesOf } from "./batch/state.ts";
import type { Desk } from "./desk.ts";
import type { Entry, SignState } from "./state.ts";

/** Whether the window has more than what is on screen. */
export function hasQueue(state: SignState): boolean {
  return state.batches.length + singlesOf(state).length > 1;
}

export function Queue({ desk, state }: { desk: Desk; state: SignState }): JSX.Element {
  const texts = signTexts[language()];
  return (
    <div class="full">
      <div class="k">{texts.queue(formatCount(state.entries.length))}</div>
      <ul class="queue">
        {state.batches.map((batch) => (
          <li key={batch.id}>
            <button
              type="button"
              class={batch.id === state.current ? "on" : ""}
              aria-current={batch.id === state.current ? "true" : undefined}
              onClick={() => desk.select(batch.id)}
            >
              <Icon name="file" class="muted" />
              <span class="grow">{batchTexts[language()].inQueue(formatCount(batch.items.length))}</span>
            </button>
          </li>
        ))}
        {singlesOf(state).map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              class={entry.id === state.current ? "on" : ""}
              aria-current={entry.id === state.current ? "true" : undefined}
              onClick={() => desk.select(entry.id)}
            >
              <StateIcon entry={entry} />
              <span class="grow" title={nameOf(entry)}>
                {cutMiddle(nameOf(entry), 26)}
              </span>
              <span class="small nowrap">{stateOf(entry, state)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function nameOf({ document, job }: Entry): string {
  return document?.name ?? job.name ?? signTexts[language()].noDocument;
}

function stateOf(entry: Entry, state: SignState): string {
  const { states } = signTexts[language()];
  switch (entry.phase.kind) {
    case "done":
      return entry.phase.result.delivery === "taken" ? states.delivered : states.signed;
    case "failed":
      return states.failed;
    case "working":
      return states.working;
    default:
      return entry.id === state.current ? states.current : states.waiting;
  }
}

function StateIcon({ entry }: { entry: Entry }): JSX.Element {
  switch (entry.phase.kind) {
    case "done":
      return <Icon name="good" class="good-t" />;
    case "failed":
      return <Icon name="bad" class="bad-t" />;
    case "working":
      return <span class="spin s16" />;
    default:
      return <Icon name="todo" class="muted" />;
  }
}
