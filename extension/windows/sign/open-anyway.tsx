/** A document that does not open by itself: its password, or consent to a repair. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { Desk } from "./desk.ts";
import type { Entry, Notice } from "./state.ts";

interface OpenAnywayProps {
  readonly desk: Desk;
  readonly entry: Entry;
  readonly error: Notice;
}

export function OpenAnyway(props: OpenAnywayProps): JSX.Element | null {
  const { entry, error } = props;
  if (entry.document === null) return null;
  if (error.code === "PASSWORD_NEEDED") return <Password {...props} />;
  // Asked once: what repair did not open, or must not, says so by the same code.
  return error.code === "PDF_BROKEN" && !entry.document.opening.repair ? <Repair {...props} /> : null;
}

function Password({ desk, entry }: OpenAnywayProps): JSX.Element {
  const texts = signTexts[language()];
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const wrong = entry.document !== null && entry.document.opening.password !== null;
  return (
    <form
      class="full"
      onSubmit={(event) => {
        event.preventDefault();
        desk.openAgain(entry.id, { password: input.current?.value ?? "" });
      }}
    >
      <label class="label" for="file-password">
        {texts.filePassword}
      </label>
      <div class="row spaced">
        <input
          ref={input}
          id="file-password"
          class="input grow"
          type="password"
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby="file-password-note"
        />
        <button type="submit" class="btn main">
          {texts.openFile}
        </button>
      </div>
      <p class="small spaced" id="file-password-note" role={wrong ? "alert" : undefined}>
        {wrong ? texts.filePasswordWrong : texts.filePasswordNote}
      </p>
    </form>
  );
}

function Repair({ desk, entry }: OpenAnywayProps): JSX.Element {
  const texts = signTexts[language()];
  return (
    <div class="full">
      <p class="small">{texts.repairMeaning}</p>
      <button type="button" class="btn spaced" onClick={() => desk.openAgain(entry.id, { repair: true })}>
        <Icon name="retry" />
        {texts.repair}
      </button>
    </div>
  );
}
