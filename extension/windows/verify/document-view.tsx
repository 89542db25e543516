/** The document on the left: as it is, as it was signed, or both side by side. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { ForwardedKey, PageMark } from "../../viewer/messages.ts";
import { DocumentPane, type Reveal } from "../parts/document-pane.tsx";
import { language } from "../parts/language.ts";
import type { ChangeList } from "./change-list.ts";
import { ChooseFiles } from "./choose-files.tsx";
import type { VerifyDesk } from "./flow.ts";
import { ComparePane } from "./look/compare-pane.tsx";
import { pageMarks } from "./page-marks.ts";
import { type Entry, signedPart } from "./state.ts";
import { Versions } from "./versions.tsx";

interface DocumentViewProps {
  readonly desk: VerifyDesk;
  readonly entry: Entry | null;
  readonly changes: ChangeList;
  /** The place that was asked for last. */
  readonly reveal: Reveal | null;
  readonly onKey: (key: ForwardedKey) => void;
}

export function DocumentView({ desk, entry, changes, reveal, onKey }: DocumentViewProps): JSX.Element {
  const view = entry?.view ?? { kind: "current" };
  const shown = useShown(entry);
  const marks = useMarks(entry, changes);
  const isBad = changes.tone === "bad" && changes.lines.length > 0;
  return (
    <DocumentPane
      key={`${entry?.id} ${entry?.given.password === undefined} ${isBad} ${view.kind} ${view.kind === "current" ? "" : view.revision.end}`}
      blob={shown}
      label={verifyTexts[language()].contents}
      zoom={isBad ? "width" : "page"}
      rail={false}
      password={entry?.given.password ?? null}
      marks={marks}
      reveal={view.kind === "current" ? reveal : null}
      onKey={onKey}
      tools={entry !== null && <Versions desk={desk} entry={entry} />}
      empty={entry !== null && <InPlace desk={desk} entry={entry} changes={changes} />}
    />
  );
}

/** The bytes on view; null where there is no page to show. A CMS file has none, nor what is no document. */
function useShown(entry: Entry | null): Blob | null {
  const blob = entry?.file?.blob ?? null;
  const view = entry?.view ?? { kind: "current" };
  const end = view.kind === "signed" ? view.revision.end : null;
  const revision = useMemo(() => (end === null ? blob : blob && signedPart(blob, end)), [blob, end]);
  const isCms = entry?.phase.kind === "checked" && entry.phase.result.kind === "cms";
  const isOther = entry?.phase.kind === "failed" && entry.phase.code === "NOT_PDF";
  return isCms || isOther || view.kind === "compare" ? null : revision;
}

function useMarks(entry: Entry | null, changes: ChangeList): readonly PageMark[] {
  const verdict = entry?.phase.kind === "checked" ? entry.phase.result.verdict : null;
  const places = entry?.looked.places;
  const end = entry?.view.kind === "signed" ? entry.view.revision.end : null;
  return useMemo(
    () => (verdict === null ? [] : pageMarks({ verdict, places: places ?? [], changes, end })),
    [verdict, places, changes, end],
  );
}

function InPlace({
  desk,
  entry,
  changes,
}: Pick<DocumentViewProps, "desk" | "changes"> & { entry: Entry }): JSX.Element | null {
  const { file, view, phase, given } = entry;
  const first = useMemo(
    () => changes.lines.map(({ page }) => page).filter((page) => page !== null),
    [changes],
  );
  if (view.kind === "compare" && file !== null) {
    return (
      <ComparePane
        file={file.blob}
        password={given.password}
        end={view.revision.end}
        first={first}
        tone={changes.tone}
      />
    );
  }
  return phase.kind === "choose" ? <ChooseFiles desk={desk} entry={entry} /> : null;
}
