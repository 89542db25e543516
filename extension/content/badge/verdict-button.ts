/** The button that checks, and then says what was found: seven states, each by shape, word and colour. */

import { type PageTexts, pageTexts } from "#shared/messages/page.ts";
import type { BadgeState } from "../../badge-verdict.ts";
import { icon } from "./icon.ts";

export type CheckState = "unchecked" | "checking" | BadgeState;

export interface VerdictButton {
  readonly element: HTMLButtonElement;
  show(state: CheckState): void;
  /** Words of a refusal in place of the state. */
  refuse(words: string): void;
}

export interface VerdictButtonRequest {
  readonly name: string;
  readonly onPress: () => void;
}

export function verdictButton({ name, onPress }: VerdictButtonRequest): VerdictButton {
  const element = document.createElement("button");
  element.type = "button";
  element.setAttribute("aria-haspopup", "dialog");
  element.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    // Only what the browser itself made of a hand on mouse or keyboard counts.
    if (event.isTrusted) onPress();
  });
  const write = (state: CheckState, label: string, spoken: string) => {
    const words = document.createElement("span");
    words.textContent = label;
    element.className = `verify ${state}`;
    element.replaceChildren(icon(state), words);
    element.title = label;
    element.setAttribute("aria-label", spoken);
    element.setAttribute("aria-busy", String(state === "checking"));
  };
  const button: VerdictButton = {
    element,
    show: (state) => write(state, labelOf(state, pageTexts.vi), spokenOf(state, name, pageTexts.vi)),
    refuse(words) {
      write("unchecked", words, words);
      element.classList.add("refused");
    },
  };
  button.show("unchecked");
  return button;
}

function labelOf(state: CheckState, texts: PageTexts): string {
  return state === "unchecked" ? texts.verifyShort : texts.states[state];
}

function spokenOf(state: CheckState, name: string, texts: PageTexts): string {
  const label = texts.badgeLabel(labelOf(state, texts), name);
  return state === "unchecked" || state === "checking" ? label : `${label} ${texts.openResult}`;
}
