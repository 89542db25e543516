/** The verify window: the answer across the top, why and by whom on the right, the document left. */

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import { NOTHING_SEEN } from "../engine-look-messages.ts";
import type { Reveal } from "../parts/document-pane.tsx";
import { language } from "../parts/language.ts";
import { useStore } from "../parts/store.ts";
import { Banner } from "./banner.tsx";
import { type ChangeLine, type ChangeList, changesOf } from "./change-list.ts";
import { DocumentView } from "./document-view.tsx";
import type { VerifyDesk } from "./flow.ts";
import { FolderView } from "./folder/folder-view.tsx";
import { focusPane, type Hotkey, hotkeyOf } from "./keyboard.ts";
import { Results } from "./results.tsx";
import type { Entry } from "./state.ts";

export function VerifyWindow({ desk }: { desk: VerifyDesk }): JSX.Element {
  const { rows, onView } = useStore(desk.folder.store);
  if (rows === null || !onView) return <FileWindow desk={desk} />;
  return (
    <FolderView desk={desk.folder} onOpen={(row) => desk.openRow(row)} onClose={() => desk.closeTable()} />
  );
}

function FileWindow({ desk }: { desk: VerifyDesk }): JSX.Element {
  const state = useStore(desk.store);
  const entry = state.entries.find(({ id }) => id === state.current) ?? null;
  const changes = useChanges(entry);
  const [chosen, choose] = useState<number | null>(null);
  const [reveal, setReveal] = useFirstChange(changes);
  useEffect(() => choose(null), [entry?.id]);
  const onChange = (line: ChangeLine) => {
    choose(line.number);
    setReveal(placeOf(line));
    if (entry !== null) desk.see(entry.id, { kind: "current" });
  };
  const step = (by: 1 | -1) => {
    const { lines } = changes;
    const next = lines[((chosen ?? (by === 1 ? 0 : 1)) - 1 + by + lines.length) % lines.length];
    if (next !== undefined) onChange(next);
  };
  const onHotkey = (key: Hotkey) => {
    if (key === "n" || key === "Shift+n") step(key === "n" ? 1 : -1);
    else focusPane(key === "F6" ? 1 : -1);
  };
  useHotkeys(onHotkey);
  return (
    <main class="verify">
      <Banner desk={desk} state={state} entry={entry} />
      <Results {...{ desk, state, entry, changes, chosen, onChange }} />
      <DocumentView
        {...{ desk, entry, changes, reveal }}
        onKey={(key) => {
          if (key !== "Escape" && key !== "?") onHotkey(key);
        }}
      />
    </main>
  );
}

/** A document that was changed opens where it was. */
function useFirstChange(changes: ChangeList) {
  const [reveal, setReveal] = useState<Reveal | null>(null);
  useEffect(() => {
    const first = changes.tone === "bad" ? changes.lines.find(({ box }) => box !== null) : undefined;
    setReveal(first === undefined ? null : placeOf(first));
  }, [changes]);
  return [reveal, setReveal] as const;
}

function placeOf({ page, box }: ChangeLine): Reveal | null {
  if (page === null) return null;
  return { page, share: box === null ? 0 : box.top + box.height / 2, whole: false };
}

const NO_CHANGES: ChangeList = { tone: "good", lines: [] };

function useChanges(entry: Entry | null): ChangeList {
  const verdict = entry?.phase.kind === "checked" ? entry.phase.result.verdict : null;
  const looked = entry?.looked ?? NOTHING_SEEN;
  return useMemo(
    () => (verdict === null ? NO_CHANGES : changesOf({ verdict, ...looked, language: language() })),
    [verdict, looked],
  );
}

function useHotkeys(onHotkey: (key: Hotkey) => void): void {
  // Before the next key can come: it must not meet the listener of the step before.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const key = hotkeyOf(event);
      if (key === null) return;
      event.preventDefault();
      onHotkey(key);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
}
