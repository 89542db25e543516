/** "Kiểm tra thư mục": progress, filter, a table of verdicts; each opens in the window. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { formatCount } from "../../parts/format.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import { useStore } from "../../parts/store.ts";
import { saveFile } from "../../source.ts";
import { MOST_FILES } from "./collect.ts";
import { csvTable } from "./csv.ts";
import type { FolderDesk } from "./desk.ts";
import { FolderFilter } from "./folder-filter.tsx";
import { FolderRow } from "./folder-row.tsx";
import { rowWords } from "./row-words.ts";
import { countRows, type FolderState, type Row, shownRows } from "./rows.ts";

interface FolderViewProps {
  readonly desk: FolderDesk;
  readonly onOpen: (row: Row) => void;
  readonly onClose: () => void;
}

/** Rows drawn at once; a table of thousands is slow to read and to draw. */
const STEP = 500;

export function FolderView({ desk, onOpen, onClose }: FolderViewProps): JSX.Element {
  const texts = folderTexts[language()];
  const state = useStore(desk.store);
  const [most, setMost] = useState(STEP);
  const rows = shownRows(state, (row) => `${row.path} ${rowWords(row, language()).signers}`);
  const draw = useDrawnRows(onOpen);
  const { columns } = texts;
  return (
    <main class="folder">
      <Head desk={desk} state={state} onClose={onClose} />
      <FolderFilter desk={desk} state={state} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by keyboard */}
      <section class="folder-table" tabIndex={0} aria-label={texts.table}>
        <table class="tbl">
          <thead>
            <tr>
              <th>
                <span class="vh">{columns.state}</span>
              </th>
              <th>{columns.file}</th>
              <th>{columns.verdict}</th>
              <th>{columns.signers}</th>
              <th>{columns.time}</th>
            </tr>
          </thead>
          <tbody>{rows.slice(0, most).map(draw)}</tbody>
        </table>
        {rows.length === 0 && <p class="small">{state.rows?.length === 0 ? texts.nothing : texts.noMatch}</p>}
        {rows.length > most && (
          <button type="button" class="btn" onClick={() => setMost(most + STEP)}>
            {texts.more(formatCount(Math.min(STEP, rows.length - most)))}
          </button>
        )}
      </section>
    </main>
  );
}

/** A row that did not change is the same element, which is not drawn anew: hundreds of them change one by one. */
function useDrawnRows(onOpen: FolderViewProps["onOpen"]): (row: Row) => JSX.Element {
  const open = useRef(onOpen);
  open.current = onOpen;
  const [drawn] = useState(() => new WeakMap<Row, JSX.Element>());
  return (row) => {
    const element = drawn.get(row) ?? (
      <FolderRow key={row.id} row={row} onOpen={(chosen) => open.current(chosen)} />
    );
    drawn.set(row, element);
    return element;
  };
}

interface HeadProps {
  readonly onClose: () => void;
  readonly desk: FolderDesk;
  readonly state: FolderState;
}

function Head({ desk, state, onClose }: HeadProps): JSX.Element {
  const texts = folderTexts[language()];
  const rows = state.rows ?? [];
  const counts = countRows(rows);
  const waiting = counts.get("waiting") ?? 0;
  return (
    <section class="verdict none" aria-label={texts.title} aria-busy={state.running}>
      {state.running ? <span class="spin sign-i" /> : <Icon name="file" class="sign-i" />}
      <div class="said">
        <h1 tabIndex={-1}>{texts.title}</h1>
        <p role="status">{progressText(state, waiting)}</p>
        {state.cut && <p class="small">{texts.tooMany(formatCount(MOST_FILES))}</p>}
        {state.running && (
          <progress max={rows.length} value={rows.length - waiting} aria-label={texts.title} />
        )}
      </div>
      <div class="acts">
        <Acts {...{ desk, state, waiting, onClose }} />
      </div>
    </section>
  );
}

function progressText({ rows, running }: FolderState, waiting: number): string {
  const texts = folderTexts[language()];
  const all = formatCount(rows?.length ?? 0);
  const done = formatCount((rows?.length ?? 0) - waiting);
  if (rows?.length === 0) return texts.nothing;
  if (running) return texts.running(done, all);
  return waiting === 0 ? texts.done(all) : texts.stopped(done, all);
}

function Acts({ desk, state, waiting, onClose }: HeadProps & { waiting: number }): JSX.Element {
  const texts = folderTexts[language()];
  if (state.running) {
    return (
      <button type="button" class="btn main" onClick={() => desk.stop()}>
        <Icon name="stop" />
        {texts.stop}
      </button>
    );
  }
  const save = () =>
    void saveFile(new Blob([csvTable(state.rows ?? [], language())], { type: "text/csv" }), texts.csvName);
  return (
    <>
      <button type="button" class="btn" onClick={onClose}>
        {texts.close}
      </button>
      {waiting > 0 && (
        <button type="button" class="btn" onClick={() => desk.start()}>
          <Icon name="retry" />
          {texts.goOn}
        </button>
      )}
      {(state.rows ?? []).length > 0 && (
        <button type="button" class="btn main" onClick={save}>
          <Icon name="save" />
          {texts.csv}
        </button>
      )}
    </>
  );
}
