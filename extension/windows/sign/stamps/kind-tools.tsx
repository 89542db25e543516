/** Which kind of signature: in the document's toolbar. An agency's seal has its four at hand, the others in the list. */

import type { JSX } from "preact";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { PRESETS } from "#shared/pdf/stamps/preset.ts";
import { language } from "../../parts/language.ts";
import type { StampChoice } from "./state.ts";

interface KindProps {
  readonly choice: StampChoice;
  /** The certificate is an agency's seal. */
  readonly agency: boolean;
  readonly disabled: boolean;
  readonly onChoose: (choice: StampChoice) => void;
}

const CHOICES: readonly StampChoice[] = [...PRESETS, "none"];
const AT_HAND = ["issue", "copy", "appendix", "incoming"] as const;

export function KindTools(props: KindProps): JSX.Element {
  return props.agency ? <AgencyKinds {...props} /> : <KindList {...props} choices={CHOICES} />;
}

function AgencyKinds(props: KindProps): JSX.Element {
  const texts = stampTexts[language()];
  const { choice, disabled, onChoose } = props;
  const others = CHOICES.filter((name) => !AT_HAND.some((other) => other === name));
  return (
    <>
      <span class="seg" role="radiogroup" aria-label={texts.kind}>
        {AT_HAND.map((name) => (
          // biome-ignore lint/a11y/useSemanticElements: a row of buttons, as the drawing has it
          <button
            key={name}
            type="button"
            role="radio"
            class={`btn ${name === choice ? "on" : ""}`}
            aria-checked={name === choice}
            disabled={disabled}
            onClick={() => onChoose(name)}
          >
            {texts.atHand[name]}
          </button>
        ))}
      </span>
      <KindList {...props} choices={others} />
    </>
  );
}

function KindList({
  choice,
  agency,
  disabled,
  onChoose,
  choices,
}: KindProps & { choices: readonly StampChoice[] }): JSX.Element {
  const texts = stampTexts[language()];
  const change = (name: string) => {
    const chosen = choices.find((other) => other === name);
    if (chosen) onChoose(chosen);
  };
  const listed = choices.includes(choice);
  return (
    <label class="row kind">
      {agency ? <span class="vh">{texts.otherKinds}</span> : <span class="muted nowrap">{texts.kind}</span>}
      <select
        class="input"
        value={listed ? choice : ""}
        disabled={disabled}
        onChange={(event) => change(event.currentTarget.value)}
      >
        {!listed && <option value="">{texts.otherKinds}</option>}
        {choices.map((name) => (
          <option key={name} value={name}>
            {texts.presets[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
