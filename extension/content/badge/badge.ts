/** The badge beside a document: two small buttons in a closed shadow root. It opens a window; it never asks, signs or takes a PIN. */

import type { ErrorCode } from "#shared/errors.ts";
import { pageTexts } from "#shared/messages/page.ts";
import { icon } from "./icon.ts";
import { FORMS, type Form } from "./place.ts";
import { BADGE_STYLE } from "./style.ts";
import { type CheckState, verdictButton } from "./verdict-button.ts";

export interface BadgeRequest {
  readonly name: string;
  /** Answers with the code of a refusal, or null. */
  readonly onSign: () => Promise<ErrorCode | null>;
  readonly onVerify: () => void;
  readonly onTick: () => void;
  /** Enter on the tick. */
  readonly onSignTicked: () => void;
  /** Ctrl+A on the tick. */
  readonly onTickAll: () => void;
}

export interface Badge {
  /** What stands in the page; takes no room. */
  readonly host: HTMLElement;
  /** The buttons, where `host` is the origin. */
  readonly row: HTMLElement;
  /** Beside it the card stands. */
  readonly verdictButton: HTMLElement;
  /** null: no tick is shown. */
  showTick(ticked: boolean | null): void;
  showState(state: CheckState): void;
  /** Whether there is room for the button that signs. */
  readonly hasSign: boolean;
  /** The code of a refusal by the window, or null: the state stays. */
  refuse(code: ErrorCode | null): void;
}

/** Nothing of the page's style reaches it; its place in the layers of the page is that of the link. */
const HOST_STYLE =
  "all:initial;display:inline-block;position:relative;width:0;height:0;overflow:visible;vertical-align:middle;z-index:1";

export function createBadge(request: BadgeRequest): Badge {
  const host = document.createElement("span");
  host.style.cssText = HOST_STYLE;
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = BADGE_STYLE;
  const row = document.createElement("span");
  row.lang = "vi";
  const texts = pageTexts.vi;
  const tick = tickBox(request);
  const verdict = verdictButton({ name: request.name, onPress: request.onVerify });
  row.append(tick, signButton(texts.sign, request), verdict.element);
  setForm(row, "signs");
  root.append(style, row);
  return {
    host,
    row,
    verdictButton: verdict.element,
    showTick(ticked) {
      row.classList.toggle("ticking", ticked !== null);
      row.classList.toggle("ticked", ticked === true);
      tick.setAttribute("aria-checked", String(ticked === true));
    },
    get hasSign() {
      return !(row.classList.contains("one") && row.classList.contains("told"));
    },
    showState(state) {
      row.classList.toggle("told", state !== "unchecked");
      verdict.show(state);
    },
    refuse(code) {
      if (code !== null) verdict.refuse(pageTexts.vi.refused(code));
    },
  };
}

/** The ticks replace words or signs of the same width: nothing moves. */
export function setForm(row: HTMLElement, form: Form): void {
  row.classList.add("row");
  for (const each of FORMS) row.classList.toggle(each, each === form);
}

function tickBox({ name, onTick, onSignTicked, onTickAll }: BadgeRequest): HTMLButtonElement {
  const element = document.createElement("button");
  const texts = pageTexts.vi;
  element.type = "button";
  element.className = "tick";
  element.setAttribute("role", "checkbox");
  element.setAttribute("aria-checked", "false");
  element.setAttribute("aria-label", texts.badgeLabel(texts.tick, name));
  element.title = texts.tickKeys;
  element.append(icon("tick"));
  element.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.isTrusted) onTick();
  });
  element.addEventListener("keydown", (event) => {
    const act = event.key === "Enter" ? onSignTicked : event.ctrlKey && event.key === "a" ? onTickAll : null;
    if (act === null || !event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  return element;
}

function signButton(label: string, request: BadgeRequest): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "sign";
  const words = document.createElement("span");
  words.textContent = label;
  element.append(icon("sign"), words);
  element.setAttribute("aria-label", pageTexts.vi.badgeLabel(label, request.name));
  element.title = label;
  // Only what the browser itself made of a hand on mouse or keyboard counts.
  element.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (!event.isTrusted) return;
    if (event.ctrlKey || event.metaKey) request.onTick();
    else void press(element, words, request);
  });
  // The browser makes no click of a key that is held with Ctrl.
  element.addEventListener("keydown", (event) => {
    if (!event.ctrlKey || (event.key !== "Enter" && event.key !== " ") || !event.isTrusted) return;
    event.preventDefault();
    event.stopPropagation();
    request.onTick();
  });
  return element;
}

async function press(element: HTMLButtonElement, words: HTMLElement, request: BadgeRequest): Promise<void> {
  element.disabled = true;
  const code = await request.onSign();
  element.disabled = false;
  element.classList.toggle("refused", code !== null);
  words.textContent = code === null ? pageTexts.vi.sign : pageTexts.vi.refused(code);
  element.title = words.textContent;
  // Near the right edge of the window the words of a refusal grow to the left.
  const over = element.getBoundingClientRect().right - document.documentElement.clientWidth;
  element.style.marginLeft = over > 0 ? `${-over - 4}px` : "";
}
