/** Boxes with numbers over the pages: signatures and changes as the list beside numbers them. Nothing of them can be moved. */

import type { PageMark } from "./messages.ts";

export class MarkLayer {
  readonly #pages = new Map<number, HTMLElement>();
  #marks: readonly PageMark[] = [];
  #elements: HTMLElement[] = [];

  /** Replaces what is shown. */
  show(marks: readonly PageMark[]): void {
    this.#marks = marks;
    for (const element of this.#elements) element.remove();
    this.#elements = [];
    for (const [page, element] of this.#pages) this.#lay(page, element);
  }

  /** A page came near the view. */
  pageDrawn(page: number, element: HTMLElement): void {
    this.#pages.set(page, element);
    this.#lay(page, element);
  }

  pageDropped(page: number): void {
    this.#pages.delete(page);
  }

  #lay(page: number, element: HTMLElement): void {
    for (const mark of this.#marks) {
      if (mark.page !== page) continue;
      const box = markElement(mark);
      this.#elements.push(box);
      element.append(box);
    }
  }
}

/** Its number stands in the list beside; to a reader of the page's words it would be noise. */
function markElement({ left, top, width, height, tone, label, inMargin }: PageMark): HTMLElement {
  const box = document.createElement("div");
  box.className = `mark ${tone} ${inMargin ? "margin" : left + width / 2 > 0.5 ? "right" : ""}`;
  box.setAttribute("aria-hidden", "true");
  Object.assign(box.style, {
    left: `${100 * left}%`,
    top: `${100 * top}%`,
    width: `${100 * width}%`,
    height: `${100 * height}%`,
  });
  const number = document.createElement("b");
  number.textContent = label;
  // Out to the edge of the page, whatever the place of the box.
  if (inMargin) number.style.left = `calc(${(-100 * left) / Math.max(width, 0.001)}% + 6px)`;
  box.append(number);
  return box;
}
