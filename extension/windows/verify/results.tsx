/** Beside the document: file, reasons, changes, who signed; what to save or send at the end. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { cutMiddle, formatCount, formatSize } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { useStore } from "../parts/store.ts";
import { Findings, type FindingsProps } from "./findings.tsx";
import type { VerifyDesk } from "./flow.ts";
import { Links } from "./links.tsx";
import { Queue } from "./queue.tsx";
import type { Entry, VerifyState } from "./state.ts";
import { Supplements } from "./supplements.tsx";

interface ResultsProps extends Pick<FindingsProps, "changes" | "chosen" | "onChange"> {
  readonly desk: VerifyDesk;
  readonly state: VerifyState;
  readonly entry: Entry | null;
}

export function Results({ desk, state, entry, ...list }: ResultsProps): JSX.Element {
  const result = entry?.phase.kind === "checked" ? entry.phase.result : null;
  return (
    <section class="list" aria-label={verifyTexts[language()].results}>
      {entry !== null && <BackToTable desk={desk} id={entry.id} />}
      {state.entries.length > 1 && <Queue desk={desk} state={state} />}
      {entry?.file != null && <FileLine entry={entry} pages={result?.pages ?? null} />}
      {entry?.phase.kind === "failed" && (
        <section class="small">{partsTexts[language()].code(entry.phase.code)}</section>
      )}
      {entry !== null && result !== null && (
        <Findings
          key={entry.id}
          {...{ desk, entry, ...list }}
          labels={state.labels}
          verdict={result.verdict}
        />
      )}
      {entry !== null && <Supplements desk={desk} entry={entry} />}
      {entry?.file != null && <Links desk={desk} state={state} entry={entry} />}
    </section>
  );
}

/** For a file of a table. */
function BackToTable({ desk, id }: { desk: VerifyDesk; id: string }): JSX.Element | null {
  const { rows } = useStore(desk.folder.store);
  if (rows === null || !rows.some((row) => row.id === id)) return null;
  return (
    <section>
      <button type="button" class="link" onClick={() => desk.backToTable(id)}>
        {folderTexts[language()].back}
      </button>
    </section>
  );
}

function FileLine({ entry, pages }: { entry: Entry; pages: number | null }): JSX.Element | null {
  const { file, job } = entry;
  if (file === null) return null;
  const texts = partsTexts[language()];
  const from =
    job.source.kind === "site" ? texts.fromSite(new URL(job.source.origin).host) : texts.fromComputer;
  const count = pages === null ? [] : [texts.pageCount(formatCount(pages))];
  return (
    <section>
      <div class="row top-aligned">
        <Icon name="file" />
        <div class="grow">
          <b title={file.name}>{cutMiddle(file.name)}</b>
          <div class="small">{[from, ...count, formatSize(file.blob.size)].join(" · ")}</div>
        </div>
      </div>
    </section>
  );
}
