/** What every foot is made of: the line that says what happens next, the way back, the one action. */

import type { ComponentChildren, JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import type { Desk } from "./desk.ts";
import type { Entry, SignState } from "./state.ts";

export interface FootProps {
  readonly desk: Desk;
  readonly state: SignState;
  readonly entry: Entry;
  readonly practice: boolean;
}

export function Next({ text }: { text: string }): JSX.Element {
  return (
    <div class="next">
      <Icon name="arrow" size={16} />
      <span>
        <Rich text={text} />
      </span>
    </div>
  );
}

interface ActsProps {
  readonly leave: () => void;
  readonly back?: string;
  readonly children: ComponentChildren;
}

export function Acts({ leave, back, children }: ActsProps): JSX.Element {
  return (
    <div class="acts">
      <button type="button" class="btn big" onClick={leave}>
        {back ?? signTexts[language()].decline}
      </button>
      {children}
    </div>
  );
}

interface SignButtonProps {
  readonly practice: boolean;
  readonly disabled: boolean;
  /** Other words than those for one document. */
  readonly label?: string | undefined;
  readonly onClick?: () => void;
}

export function SignButton({ practice, disabled, label, onClick }: SignButtonProps): JSX.Element {
  const texts = signTexts[language()];
  return (
    <button
      type="button"
      class={`btn ${practice ? "practice" : "main"} big grow`}
      data-act="sign"
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name="pen" />
      {label ?? (practice ? texts.signPractice : texts.sign)}
    </button>
  );
}
