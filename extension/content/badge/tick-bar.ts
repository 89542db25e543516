/** What is done with the ticked documents: a bar at the lower edge of the page, there only while something is ticked. */

import type { ErrorCode } from "#shared/errors.ts";
import { pageTexts } from "#shared/messages/page.ts";
import { BAR_STYLE } from "./style.ts";

export interface TickBarActions {
  readonly onAll: () => void;
  readonly onNone: () => void;
  /** Answers with the code of a refusal, or null. */
  readonly onSign: () => Promise<ErrorCode | null>;
}

export interface TickCount {
  readonly ticked: number;
  readonly all: number;
}

const HOST_STYLE = "all:initial;position:fixed;left:0;right:0;bottom:16px;height:0;z-index:2147483647";

export class TickBar {
  readonly #host = document.createElement("div");
  readonly #words = document.createElement("span");
  readonly #all: HTMLButtonElement;
  readonly #sign: HTMLButtonElement;

  constructor({ onAll, onNone, onSign }: TickBarActions) {
    const texts = pageTexts.vi;
    this.#host.style.cssText = HOST_STYLE;
    const root = this.#host.attachShadow({ mode: "closed" });
    const style = document.createElement("style");
    style.textContent = BAR_STYLE;
    const bar = document.createElement("div");
    bar.className = "bar";
    bar.lang = "vi";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", texts.barLabel);
    this.#words.setAttribute("role", "status");
    this.#all = button("", onAll);
    this.#sign = button("", () => void this.#press(onSign));
    this.#sign.className = "main";
    bar.append(this.#words, this.#all, button(texts.tickNone, onNone), this.#sign);
    root.append(style, bar);
  }

  show({ ticked, all }: TickCount): void {
    if (ticked === 0) {
      this.#host.remove();
      return;
    }
    const texts = pageTexts.vi;
    this.#words.textContent = texts.ticked(String(ticked), String(all));
    this.#all.hidden = ticked === all;
    this.#all.textContent = texts.tickAll(String(all));
    this.#sign.textContent = texts.signTicked(String(ticked));
    if (!this.#host.isConnected) document.documentElement.append(this.#host);
  }

  async #press(onSign: TickBarActions["onSign"]): Promise<void> {
    this.#sign.disabled = true;
    const code = await onSign();
    this.#sign.disabled = false;
    if (code !== null) this.#words.textContent = pageTexts.vi.refused(code);
  }
}

function button(text: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    // Only what the browser itself made of a hand on mouse or keyboard counts.
    if (event.isTrusted) onClick();
  });
  return element;
}
