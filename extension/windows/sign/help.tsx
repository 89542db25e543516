/** The table of keys. */

import type { JSX, RefObject } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { language } from "../parts/language.ts";

export function Help({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }): JSX.Element {
  const texts = signTexts[language()];
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title">
      <h2 id="help-title">{texts.shortcuts}</h2>
      <dl class="kv wide">
        {[...texts.shortcutList, ...stampTexts[language()].keys].map(([key, does]) => (
          <div key={key} class="pairline">
            <dt>{key}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="btn wide" onClick={() => dialog.current?.close()}>
        {partsTexts[language()].close}
      </button>
    </dialog>
  );
}
