/** The documents of this window: each has its own look and its own signature. */

import type { JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { cutMiddle, formatCount } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { Desk } from "./desk.ts";
import type { Entry, SignState } from "./state.ts";

export function Queue({ desk, state }: { desk: Desk; state: SignState }): JSX.Element {
  const texts = signTexts[language()];
  return (
    <div class="full">
      <div class="k">{texts.queue(formatCount(state.entries.length))}</div>
      <ul class="queue">
        {state.entries.map((entry) => (
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
