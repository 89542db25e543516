/** A place for the user's own files: one opens here, several and folders become a table. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { FileDrop } from "../parts/file-drop.tsx";
import { language } from "../parts/language.ts";
import type { VerifyDesk } from "./flow.ts";
import { collectDropped, collectFiles } from "./folder/collect.ts";
import type { Entry } from "./state.ts";

/** Files are looked at by the kind of their bytes; the name only helps the chooser. */
const ACCEPT = "application/pdf,.pdf,.p7s,.p7m";

export function ChooseFiles({ desk, entry }: { desk: VerifyDesk; entry: Entry }): JSX.Element {
  const texts = verifyTexts[language()];
  const { job } = entry;
  return (
    <FileDrop
      title={texts.drop}
      hint={texts.dropOr}
      accept={ACCEPT}
      onFiles={(files) => desk.give(job, collectFiles(files, "all"))}
      onTransfer={(transfer) => void collectDropped(transfer).then((found) => desk.give(job, found))}
    >
      <ChooseFolder onFiles={(files) => desk.give(job, collectFiles(files, "by-name"))} />
    </FileDrop>
  );
}

function ChooseFolder({ onFiles }: { onFiles: (files: File[]) => void }): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const label = folderTexts[language()].choose;
  // No attribute that JSX knows.
  useEffect(() => input.current?.setAttribute("webkitdirectory", ""), []);
  return (
    <>
      <button type="button" class="btn" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        class="vh"
        type="file"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => onFiles([...(event.currentTarget.files ?? [])])}
      />
    </>
  );
}
