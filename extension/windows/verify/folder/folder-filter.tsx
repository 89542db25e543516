/** Which rows are shown: by result, by words. */

import type { JSX } from "preact";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { formatCount } from "../../parts/format.ts";
import { language } from "../../parts/language.ts";
import type { FolderDesk } from "./desk.ts";
import { countRows, type FolderState, type RowKind } from "./rows.ts";

const KINDS: readonly RowKind[] = ["good", "caution", "bad", "none", "practice", "failed", "waiting"];

export function FolderFilter({ desk, state }: { desk: FolderDesk; state: FolderState }): JSX.Element {
  const texts = folderTexts[language()];
  const counts = countRows(state.rows ?? []);
  const shown = [
    { filter: "all" as const, count: state.rows?.length ?? 0 },
    ...KINDS.map((filter) => ({ filter, count: counts.get(filter) ?? 0 })),
  ].filter(({ filter, count }) => filter === "all" || filter === state.filter || count > 0);
  return (
    <div class="folder-filter">
      <label class="field">
        <span class="vh">{texts.filter}</span>
        <select
          class="input"
          value={state.filter}
          onChange={(event) =>
            desk.store.dispatch({
              type: "filter",
              filter: event.currentTarget.value as FolderState["filter"],
            })
          }
        >
          {shown.map(({ filter, count }) => (
            <option key={filter} value={filter}>
              {`${texts.filters[filter]} (${formatCount(count)})`}
            </option>
          ))}
        </select>
      </label>
      <label class="field grow">
        <span class="vh">{texts.search}</span>
        <input
          class="input"
          type="search"
          placeholder={texts.search}
          value={state.search}
          onInput={(event) => desk.store.dispatch({ type: "search", search: event.currentTarget.value })}
        />
      </label>
    </div>
  );
}
