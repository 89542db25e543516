/** The sign window: document left, one decision on the right. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { DocumentPane } from "../parts/document-pane.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { useStore } from "../parts/store.ts";
import { currentBatch, entriesOf } from "./batch/state.ts";
import { BatchBody } from "./batch/window.tsx";
import { chosenOffer, isPractice } from "./choose.ts";
import type { Desk } from "./desk.ts";
import { DropArea } from "./drop-area.tsx";
import { Foot } from "./foot.tsx";
import { type Hotkey, handleKey } from "./keyboard.ts";
import { Middle } from "./middle.tsx";
import { stampBars } from "./stamps/bars.tsx";
import { useStamps } from "./stamps/use-stamps.ts";
import { currentEntry, type Entry, type SignState } from "./state.ts";
import { Top } from "./top.tsx";

export function SignWindow({ desk }: { desk: Desk }): JSX.Element {
  const state = useStore(desk.store);
  const help = useRef<HTMLDialogElement>(null);
  const entry = currentEntry(state);
  const batch = currentBatch(state);
  const [decisive = null] = batch === null ? [entry] : entriesOf(state, batch);
  const practice = decisive !== null && isPracticeEntry(state, decisive);
  const press = (key: Hotkey) => handleKey(key, { desk, help: help.current });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === "F6") event.preventDefault();
      const key = event.key === "F6" && event.shiftKey ? "Shift+F6" : event.key;
      const typing = event.target instanceof HTMLInputElement;
      if (key === "F6" || key === "Shift+F6" || key === "Escape" || (key === "?" && !typing)) press(key);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
  const offer = entry === null ? null : chosenOffer(state, entry);
  const stamps = useStamps({ desk, entry, offer });
  const texts = signTexts[language()];
  const body = (
    <main class="sign">
      <Top {...{ state, entry, practice, help }} issue={stamps.work.choice === "issue"} />
      <DocumentPane
        key={paneKey(entry)}
        blob={shownBlob(entry)}
        password={entry?.document?.opening.password ?? null}
        label={texts.contents}
        zoom="width"
        rail
        wash={practice ? texts.wash : null}
        onKey={(key) => {
          if (key !== "n" && key !== "Shift+n") press(key);
        }}
        onSeen={() => entry !== null && desk.seen(entry.id)}
        stamps={stamps.stamps}
        reveal={stamps.reveal}
        onStamp={stamps.onStamp}
        {...stampBars({ desk, entry, stamps })}
        empty={entry?.phase.kind === "choose" && <DropArea desk={desk} id={entry.id} />}
      />
      <Middle desk={desk} state={state} entry={entry} />
      <Foot desk={desk} state={state} entry={entry} practice={practice} />
      <p class="vh" role="status">
        {state.announcement}
      </p>
    </main>
  );
  // One tree for both, so that the page on screen is not drawn anew when the certificate changes.
  return (
    <div class={practice ? "with-ribbon" : "without-ribbon"}>
      {practice && <Ribbon />}
      {batch === null ? body : <BatchBody {...{ desk, state, batch, practice }} />}
    </div>
  );
}

function Ribbon(): JSX.Element {
  return (
    <header>
      <div class="ribbon">
        <span>
          <Rich text={signTexts[language()].ribbon} />
        </span>
      </div>
    </header>
  );
}

/** A signed document shows its signed copy; each shown file has a frame of its own. */
function shownBlob(entry: Entry | null): Blob | null {
  if (entry?.phase.kind === "done") return entry.phase.result.blob;
  if (entry?.phase.kind === "failed") return null;
  return entry?.document?.blob ?? null;
}

function paneKey(entry: Entry | null): string {
  if (entry === null) return "";
  return `${entry.id} ${entry.phase.kind === "done"}`;
}

function isPracticeEntry(state: SignState, entry: Entry): boolean {
  if (entry.phase.kind === "done") return entry.phase.result.certificate.token === "practice";
  const offer = chosenOffer(state, entry);
  return offer !== null && isPractice(offer);
}
