/**
 * The card of a checked badge: what was found, of whom, when, and the way to the window. It informs and opens a window; it never
 * asks, signs or takes a PIN. One at a time, in the top layer, so that nothing of the page cuts it off.
 */

import { pageTexts } from "#shared/messages/page.ts";
import type { BadgeVerdict } from "../../badge-verdict.ts";
import { icon } from "./icon.ts";
import { CARD_STYLE } from "./style.ts";

export interface CardRequest {
  readonly name: string;
  readonly verdict: BadgeVerdict;
  /** Beside which it stands; gets the focus back. */
  readonly anchor: HTMLElement;
  readonly onOpen: () => void;
  readonly onAgain: () => void;
  /** Into the window that signs, where the badge has no room for its own button; null: it has. */
  readonly onSign: (() => void) | null;
}

let close: () => void = () => undefined;

export function closeCard(): void {
  close();
}

export function openCard(request: CardRequest): void {
  closeCard();
  const host = document.createElement("div");
  host.style.cssText = "all:initial";
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = CARD_STYLE;
  const card = document.createElement("div");
  card.popover = "manual";
  card.lang = "vi";
  card.className = `card ${request.verdict.state}`;
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", pageTexts.vi.cardLabel);
  card.append(...contentOf(request));
  root.append(style, card);
  document.documentElement.append(host);
  card.showPopover();
  place(card, request.anchor.getBoundingClientRect());
  listen({ host, card, anchor: request.anchor });
  card.querySelector("button")?.focus();
}

function contentOf({ name, verdict, onOpen, onAgain, onSign }: CardRequest): HTMLElement[] {
  const texts = pageTexts.vi;
  const head = document.createElement("div");
  const title = element("h2", "");
  title.append(icon(verdict.state), element("span", verdict.headline));
  head.append(title, element("p", verdict.meaning));
  const facts = document.createElement("dl");
  const lines = [
    [texts.file, name],
    [texts.signers, verdict.signers],
    [texts.signedAt, verdict.time],
  ] as const;
  for (const [term, value] of lines) if (value) facts.append(element("dt", term), element("dd", value));
  const row = element("div", "");
  row.className = "row";
  const main = button(texts.seeResult, onOpen);
  main.className = "main";
  row.append(main, button(texts.checkAgain, onAgain));
  if (onSign) row.append(button(texts.sign, onSign));
  return [head, facts, row];
}

/** Text only: names come out of documents and pages. */
function element(tag: "h2" | "p" | "dt" | "dd" | "div" | "span", text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function button(text: string, onPress: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (!event.isTrusted) return;
    closeCard();
    onPress();
  });
  return made;
}

const GAP = 10;
const EDGE = 8;

/** To the right of the badge, else to the left, else below; never beyond the window. */
function place(card: HTMLElement, anchor: DOMRect): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { width, height } = card.getBoundingClientRect();
  const right = anchor.right + GAP;
  const left = anchor.left - GAP - width;
  const isBelow = right + width > clientWidth - EDGE && left < EDGE;
  const x = right + width <= clientWidth - EDGE ? right : isBelow ? anchor.left : left;
  const y = isBelow ? anchor.bottom + GAP : anchor.top - 24;
  card.style.left = `${Math.max(EDGE, Math.min(x, clientWidth - width - EDGE))}px`;
  card.style.top = `${Math.max(EDGE, Math.min(y, clientHeight - height - EDGE))}px`;
}

interface OpenCard {
  readonly host: HTMLElement;
  readonly card: HTMLElement;
  readonly anchor: HTMLElement;
}

/** Escape, a press elsewhere or scrolling puts it away. */
function listen({ host, card, anchor }: OpenCard): void {
  const listening = new AbortController();
  const { signal } = listening;
  close = () => {
    close = () => undefined;
    listening.abort();
    const hadFocus = document.activeElement === host;
    host.remove();
    if (hadFocus) anchor.focus();
  };
  card.addEventListener("keydown", (event) => event.key === "Escape" && closeCard(), { signal });
  addEventListener("pointerdown", (event) => event.target !== host && closeCard(), { signal, capture: true });
  addEventListener("scroll", () => closeCard(), { signal, capture: true, passive: true });
  addEventListener("resize", () => closeCard(), { signal });
}
