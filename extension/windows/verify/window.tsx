/** The verify window: the answer across the top, why and by whom on the right, the document left. */

import type { JSX } from "preact";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { DocumentPane } from "../parts/document-pane.tsx";
import { FileDrop } from "../parts/file-drop.tsx";
import { language } from "../parts/language.ts";
import { useStore } from "../parts/store.ts";
import { Banner } from "./banner.tsx";
import type { VerifyDesk } from "./flow.ts";
import { Results } from "./results.tsx";
import type { Entry } from "./state.ts";

/** Files are looked at by the kind of their bytes; the name only helps the chooser. */
const ACCEPT = "application/pdf,.pdf,.p7s,.p7m";

export function VerifyWindow({ desk }: { desk: VerifyDesk }): JSX.Element {
  const state = useStore(desk.store);
  const entry = state.entries.find(({ id }) => id === state.current) ?? null;
  return (
    <main class="verify">
      <Banner desk={desk} entry={entry} />
      <Results desk={desk} state={state} entry={entry} />
      <DocumentPane
        key={entry?.id ?? ""}
        blob={shownBlob(entry)}
        label={verifyTexts[language()].contents}
        zoom="page"
        rail={false}
        empty={entry?.phase.kind === "choose" && <Drop desk={desk} entry={entry} />}
      />
    </main>
  );
}

/** A CMS file has no pages to show. */
function shownBlob(entry: Entry | null): Blob | null {
  if (entry?.file == null) return null;
  const isCms = entry.phase.kind === "checked" && entry.phase.result.kind === "cms";
  return isCms ? null : entry.file.blob;
}

function Drop({ desk, entry }: { desk: VerifyDesk; entry: Entry }): JSX.Element {
  const texts = verifyTexts[language()];
  return (
    <FileDrop
      title={texts.drop}
      hint={texts.dropOr}
      accept={ACCEPT}
      onFiles={(files) => desk.give(entry.job, files)}
    />
  );
}
