/** One wrong PIN more locks the token: the field opens only to typed words. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { isPhrase } from "./pin.ts";
import { OneTry } from "./tries.tsx";

interface LastTryProps {
  readonly confirmed: boolean;
  readonly onConfirm: () => void;
}

export function LastTry({ confirmed, onConfirm }: LastTryProps): JSX.Element {
  const texts = signTexts[language()];
  return (
    <>
      <div class="field">
        {!confirmed && (
          <div class="between">
            <b>{texts.pin}</b>
            <OneTry />
          </div>
        )}
        <div class="note bad" role="alert">
          <Icon name="caution" />
          <div>
            <b>{texts.lastTry}</b>
            <p>{texts.lastTryMeaning}</p>
          </div>
        </div>
      </div>
      {!confirmed && <Phrase onConfirm={onConfirm} />}
    </>
  );
}

function Phrase({ onConfirm }: { onConfirm: () => void }): JSX.Element {
  const texts = signTexts[language()];
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <div class="field spaced">
      <label for="last-try">
        {texts.lastTryType} <span class="small">{texts.lastTryMarks}</span>
      </label>
      <input
        ref={input}
        id="last-try"
        class="input"
        autoComplete="off"
        onInput={(event) => {
          if (isPhrase(event.currentTarget.value, texts.lastTryPhrase)) onConfirm();
        }}
      />
    </div>
  );
}
