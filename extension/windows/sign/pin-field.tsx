/** The PIN field. What is typed lives in the field alone: never in the state, emptied at each answer. */

import type { JSX, RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ErrorCode } from "#shared/errors.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import type { Token } from "#shared/protocol/messages.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { OwnMark } from "../parts/own-mark.tsx";
import type { TypingGuard } from "./pin.ts";
import { Tries } from "./tries.tsx";

interface PinFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly guard: TypingGuard;
  readonly token: Token;
  /** What the last try met; null where there was none or it was not about the PIN. */
  readonly problem: ErrorCode | null;
  readonly onFilled: (filled: boolean) => void;
  readonly onEnter: () => void;
}

export function PinField({ input, guard, token, problem, onFilled, onEnter }: PinFieldProps): JSX.Element {
  const texts = signTexts[language()];
  const [early, setEarly] = useState(false);
  const armed = useArmed(guard);
  const error = problemText(problem, token);
  useEffect(() => {
    const active = document.activeElement;
    if (active === null || active === document.body || active.tagName === "H1" || error !== null) {
      input.current?.focus();
    }
  }, [input, error]);
  const refuse = (event: Event): boolean => {
    if (guard.takes(performance.now())) return false;
    event.preventDefault();
    setEarly(true);
    return true;
  };
  const take = (field: HTMLInputElement) => {
    // Composed letters cannot be refused before they are in the field.
    if (!guard.takes(performance.now())) field.value = "";
    else if (field.value !== "") setEarly(false);
    onFilled(field.value !== "");
  };
  return (
    <>
      <div class="field">
        <div class="between">
          <label for="pin">{texts.pin}</label>
          <Tries token={token} />
        </div>
        <div class={`input ${error === null ? "" : "bad"}`}>
          <input
            ref={input}
            id="pin"
            type="password"
            inputMode="text"
            autoComplete="off"
            spellcheck={false}
            maxLength={255}
            data-armed={armed}
            aria-invalid={error !== null}
            aria-describedby="pin-error pin-mark"
            onBeforeInput={refuse}
            onInput={(event) => take(event.currentTarget)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !refuse(event)) onEnter();
            }}
          />
          <Eye input={input} />
        </div>
        {error !== null && <PinError title={error.title} next={error.next} />}
        {early && (
          <p class="small caution-t" role="status">
            {texts.typedTooEarly}
          </p>
        )}
      </div>
      <OwnMark id="pin-mark" />
    </>
  );
}

function PinError({ title, next }: { title: string; next: string }): JSX.Element {
  return (
    <>
      <div class="error" role="alert" id="pin-error">
        <Icon name="bad" />
        <span>{title}</span>
      </div>
      {next !== "" && <div class="small indented">{next}</div>}
    </>
  );
}

/** True once keys are taken; the field says so for those who automate it. */
function useArmed(guard: TypingGuard): boolean {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    let timer = 0;
    const look = () => {
      const remaining = guard.remaining(performance.now());
      setArmed(remaining === 0);
      timer = window.setTimeout(look, Number.isFinite(remaining) && remaining > 0 ? remaining : 200);
    };
    look();
    return () => clearTimeout(timer);
  }, [guard]);
  return armed;
}

/** Shows the PIN while pressed. */
function Eye({ input }: { input: RefObject<HTMLInputElement | null> }): JSX.Element {
  const [shown, setShown] = useState(false);
  const show = (visible: boolean) => {
    setShown(visible);
    if (input.current !== null) input.current.type = visible ? "text" : "password";
  };
  return (
    <button
      type="button"
      class="btn quiet icon eye"
      aria-label={signTexts[language()].showPin}
      aria-pressed={shown}
      onPointerDown={() => show(true)}
      onPointerUp={() => show(false)}
      onPointerLeave={() => show(false)}
      onBlur={() => show(false)}
      onKeyDown={(event) => {
        if (event.key === " ") show(true);
      }}
      onKeyUp={() => show(false)}
    >
      <Icon name="eye" />
    </button>
  );
}

function problemText(problem: ErrorCode | null, token: Token): { title: string; next: string } | null {
  const texts = signTexts[language()];
  switch (problem) {
    case "PIN_INCORRECT":
      return { title: texts.pinWrong, next: texts.pinWrongNext };
    case "PIN_REPEATED":
      return { title: texts.pinRepeated, next: texts.pinRepeatedNext };
    case "PIN_NOT_ASCII":
      return { title: texts.pinNotAscii, next: texts.pinNotAsciiNext };
    case "PIN_LENGTH": {
      const { minLength, maxLength } = token.pin;
      const most = maxLength > 0 ? maxLength : 255;
      return { title: texts.pinLength(String(Math.max(1, minLength)), String(most)), next: "" };
    }
    default:
      return null;
  }
}
