/** Which kind of signature: in the document's toolbar. Four at hand for an agency's seal, all in the list. */

import type { JSX } from "preact";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { PRESETS } from "#shared/pdf/stamps/preset.ts";
import { language } from "../../parts/language.ts";
import type { StampChoice } from "./state.ts";

interface KindProps {
  readonly choice: StampChoice;
  readonly disabled: boolean;
  readonly onChoose: (choice: StampChoice) => void;
}

const CHOICES: readonly StampChoice[] = [...PRESETS, "none"];

export function KindTools({ choice, disabled, onChoose }: KindProps): JSX.Element {
  const texts = stampTexts[language()];
  const change = (name: string) => {
    const chosen = CHOICES.find((other) => other === name);
    if (chosen) onChoose(chosen);
  };
  return (
    <label class="row kind">
      <span class="muted nowrap">{texts.kind}</span>
      <select
        class="input"
        value={choice}
        disabled={disabled}
        onChange={(event) => change(event.currentTarget.value)}
      >
        {CHOICES.map((name) => (
          <option key={name} value={name}>
            {texts.presets[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
