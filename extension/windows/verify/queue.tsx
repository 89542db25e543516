/** The files of this window, each with its verdict. */

import type { JSX } from "preact";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { cutMiddle, formatCount } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { VerifyDesk } from "./flow.ts";
import type { Entry, VerifyState } from "./state.ts";
import { fileTone, iconOf } from "./tone.ts";

export function Queue({ desk, state }: { desk: VerifyDesk; state: VerifyState }): JSX.Element {
  return (
    <section>
      <div class="small">{verifyTexts[language()].dismissQueue(formatCount(state.entries.length))}</div>
      <ul class="queue">
        {state.entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              class={entry.id === state.current ? "on" : ""}
              aria-current={entry.id === state.current ? "true" : undefined}
              onClick={() => desk.store.dispatch({ type: "selected", id: entry.id })}
            >
              <EntryIcon entry={entry} />
              <span class="grow">{cutMiddle(entry.file?.name ?? entry.job.name ?? "…", 34)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryIcon({ entry }: { entry: Entry }): JSX.Element {
  if (entry.phase.kind !== "checked") return <Icon name="todo" class="muted" />;
  const tone = fileTone(entry.phase.result.verdict);
  return <Icon name={iconOf(tone)} class={`${tone}-t`} />;
}
