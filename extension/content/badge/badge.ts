/** The badge beside a document: two small buttons in a closed shadow root. It opens a window; it never asks, signs or takes a PIN. */

import type { ErrorCode } from "#shared/errors.ts";
import { type PageTexts, pageTexts } from "#shared/messages/page.ts";
import type { JobAction } from "../../jobs.ts";
import { SHAPES } from "./shapes.ts";
import { BADGE_STYLE } from "./style.ts";

/** Free width beside the link, in CSS pixels, that the words need; that both signs need; that one sign needs. */
const ROOM = { words: 130, both: 60, one: 30 };

export interface BadgeRequest {
  readonly name: string;
  /** Answers with the code of a refusal, or null. */
  readonly onClick: (action: JobAction) => Promise<ErrorCode | null>;
}

export function createBadge(link: Element, request: BadgeRequest): HTMLElement {
  const host = document.createElement("span");
  // The host takes no room: the page's layout is as it was.
  host.style.cssText =
    "all:initial;display:inline-block;position:relative;width:0;height:0;overflow:visible;vertical-align:middle;z-index:2147483000";
  const root = host.attachShadow({ mode: "closed" });
  const style = document.createElement("style");
  style.textContent = BADGE_STYLE;
  const row = document.createElement("span");
  const room = roomBeside(link);
  row.className = `row ${room < ROOM.words ? "only" : ""} ${room < ROOM.both ? "one" : ""}`;
  // At the very edge of the window it lies over the link's end rather than widen the page.
  if (innerWidth - link.getBoundingClientRect().right < ROOM.one) row.style.left = `-${ROOM.one - 4}px`;
  row.lang = "vi";
  const texts = pageTexts.vi;
  row.append(
    button({ action: "sign", label: texts.sign, request }),
    button({ action: "verify", label: texts.verifyShort, request }),
  );
  root.append(style, row);
  return host;
}

/** In a flex or grid parent even an empty child takes a gap: there the host leaves the flow, at the link's end. */
export function settle(host: HTMLElement, link: Element): void {
  const { display } = getComputedStyle(host.parentElement ?? host);
  const isFrame = !(link instanceof HTMLAnchorElement);
  if (!/flex|grid/.test(display) && !isFrame) return;
  host.style.position = "absolute";
  const around = host.offsetParent?.getBoundingClientRect();
  const box = link.getBoundingClientRect();
  if (around === undefined) return;
  // Beside the link's middle; above the upper left corner of a document that is shown in the page.
  host.style.left = `${(isFrame ? box.left : box.right) - around.left}px`;
  host.style.top = `${(isFrame ? box.top - 14 : box.top + box.height / 2) - around.top}px`;
}

function roomBeside(link: Element): number {
  const box = link.getBoundingClientRect();
  const around = link.parentElement?.getBoundingClientRect();
  return (around?.right ?? innerWidth) - box.right;
}

interface ButtonRequest {
  readonly action: JobAction;
  readonly label: string;
  readonly request: BadgeRequest;
}

function button({ action, label, request }: ButtonRequest): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = action;
  const words = document.createElement("span");
  words.textContent = label;
  element.append(icon(action), words);
  element.setAttribute("aria-label", pageTexts.vi.badgeLabel(label, request.name));
  element.title = label;
  // Only what the browser itself made of a hand on mouse or keyboard counts.
  element.addEventListener("click", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.isTrusted) void press(element, words, { action, label, request });
  });
  return element;
}

async function press(
  element: HTMLButtonElement,
  words: HTMLElement,
  { action, label, request }: ButtonRequest,
): Promise<void> {
  element.disabled = true;
  const code = await request.onClick(action);
  element.disabled = false;
  element.classList.toggle("refused", code !== null);
  const texts: PageTexts = pageTexts.vi;
  words.textContent = code === null ? label : texts.refused(code);
  element.title = words.textContent;
}

function icon(action: JobAction): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const shape of SHAPES[action]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
}
