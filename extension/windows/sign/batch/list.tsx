/** The list of a batch: a tick, the name, the result of each document, with one action where one is needed. */

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { formatCount } from "../../parts/format.ts";
import { language } from "../../parts/language.ts";
import { KindTools } from "../stamps/kind-tools.tsx";
import { BatchRow, rowProps } from "./row.tsx";
import { countsOf, entriesOf, isBarred } from "./state.ts";
import type { BatchProps } from "./window.tsx";

export function BatchList(props: BatchProps): JSX.Element {
  const { desk, state, batch } = props;
  const texts = batchTexts[language()];
  const body = useRef<HTMLTableSectionElement>(null);
  const { all, ticked } = countsOf(props);
  const entries = entriesOf(state, batch);
  const tickAll = (on: boolean) => {
    for (const entry of entries) if (!isBarred(props, entry)) desk.batches.tick(batch.id, entry.id, on);
  };
  return (
    <section class="batch" aria-label={texts.list}>
      <div class="tools">
        <input
          type="checkbox"
          class="check"
          aria-label={texts.chooseAll}
          checked={ticked === all}
          disabled={batch.run !== "none"}
          onChange={(event) => tickAll(event.currentTarget.checked)}
        />
        <b>{texts.chosen(formatCount(ticked), formatCount(all))}</b>
        <span class="grow" />
        <KindOfAll {...props} />
      </div>
      <div class="rows">
        <table class="tbl">
          <Head />
          <tbody ref={body} onKeyDown={(event) => moveInList(event, body.current)}>
            {entries.map((entry) => (
              <BatchRow key={entry.id} {...rowProps(props, entry)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** One kind of signature for all; a single document may have another, by its own look. */
function KindOfAll({ desk, state, works, batch }: BatchProps): JSX.Element | null {
  const ready = entriesOf(state, batch).filter(({ phase }) => phase.kind === "ready");
  const [first] = ready;
  if (first === undefined) return null;
  return (
    <KindTools
      choice={works.get(first.id)?.choice ?? "none"}
      agency={false}
      disabled={batch.run !== "none"}
      onChoose={(choice) => void desk.batches.chooseKind(ready, choice)}
    />
  );
}

function Head(): JSX.Element {
  const { columns } = batchTexts[language()];
  return (
    <thead>
      <tr>
        <th scope="col">
          <span class="vh">{columns.tick}</span>
        </th>
        <th scope="col">{columns.name}</th>
        <th scope="col" class="num">
          {columns.pages}
        </th>
        <th scope="col">{columns.stamp}</th>
        <th scope="col">{columns.result}</th>
      </tr>
    </thead>
  );
}

/** Up and down through the lines, in the column where the focus is. */
function moveInList(event: KeyboardEvent, body: HTMLTableSectionElement | null): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const row = event.target instanceof Element ? event.target.closest("tr") : null;
  if (step === 0 || row === null || body === null) return;
  event.preventDefault();
  const rows = [...body.rows];
  const next = rows[rows.indexOf(row) + step];
  const selector = event.target instanceof HTMLInputElement ? ".check" : ".name";
  next?.querySelector<HTMLElement>(selector)?.focus();
}
