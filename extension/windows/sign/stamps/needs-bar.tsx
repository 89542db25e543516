/** The second bar over the document: what the kind needs to be told. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { language } from "../../parts/language.ts";
import { readDate, type StampInputs, type StampWork, wantsDate, wantsNumber } from "./state.ts";

interface NeedsProps {
  readonly work: StampWork;
  readonly disabled: boolean;
  readonly onFill: (inputs: Partial<StampInputs>) => void;
  /** Enter: on to the PIN, or to signing where none is asked. */
  readonly onEnter: () => void;
}

/** Longest number with its symbol. */
const MOST_LETTERS = 60;

export function NeedsBar(props: NeedsProps): JSX.Element | null {
  const { choice, planned } = props.work;
  const isEmpty = !wantsNumber(choice) && !wantsDate(choice) && choice !== "copy";
  if (isEmpty || planned.kind === "no-picture") return null;
  return (
    <div class="tools2">
      {wantsNumber(choice) && <NumberField {...props} />}
      {wantsDate(choice) && <DateField {...props} />}
      {choice === "copy" && <CopyKind {...props} />}
    </div>
  );
}

function NumberField({ work, disabled, onFill, onEnter }: NeedsProps): JSX.Element {
  const texts = stampTexts[language()];
  const input = useRef<HTMLInputElement>(null);
  const { choice, inputs, planned } = work;
  const isEmpty = inputs.number === "";
  // The next thing to do is to type it; a mistyped key here costs nothing.
  useEffect(() => {
    if (isEmpty && choice === "issue") input.current?.focus();
  }, [choice, isEmpty]);
  return (
    <label class="row">
      <span class="label">{choice === "incoming" ? texts.incomingNumber : texts.number}</span>
      <input
        ref={input}
        class={`input number ${choice === "appendix" ? "long" : ""}`}
        data-field="number"
        value={inputs.number}
        maxLength={MOST_LETTERS}
        autoComplete="off"
        disabled={disabled}
        onInput={(event) => onFill({ number: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter") onEnter();
        }}
      />
      {planned.kind === "planned" && choice === "issue" && planned.symbol !== "" && (
        <span class="muted nowrap">{planned.symbol}</span>
      )}
    </label>
  );
}

function DateField({ work, disabled, onFill, onEnter }: NeedsProps): JSX.Element {
  const texts = stampTexts[language()];
  const { choice, inputs } = work;
  return (
    <label class="row">
      <span class="label">{choice === "incoming" ? texts.incomingDate : texts.date}</span>
      <input
        class="input date"
        data-field="date"
        value={inputs.date}
        maxLength={10}
        inputMode="numeric"
        autoComplete="off"
        placeholder={texts.dateExample}
        aria-invalid={readDate(inputs.date) === null}
        disabled={disabled}
        onInput={(event) => onFill({ date: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter") onEnter();
        }}
      />
    </label>
  );
}

function CopyKind({ work, disabled, onFill }: NeedsProps): JSX.Element {
  const texts = stampTexts[language()];
  return (
    <label class="row">
      <span class="label">{texts.copyKind}</span>
      <select
        class="input"
        value={work.inputs.text || texts.copyKinds[0]}
        disabled={disabled}
        onChange={(event) => onFill({ text: event.currentTarget.value })}
      >
        {texts.copyKinds.map((kind) => (
          <option key={kind} value={kind}>
            {kind}
          </option>
        ))}
      </select>
    </label>
  );
}
