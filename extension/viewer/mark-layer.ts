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
      const parts = markElements(mark);
      this.#elements.push(...parts);
      element.append(...parts);
    }
  }
}

/** Its number stands in the list beside; to a reader of the page's words it would be noise. */
function markElements({ left, top, width, height, tone, label, at }: PageMark): HTMLElement[] {
  const percent = (share: number) => `${100 * share}%`;
  const box = document.createElement("div");
  box.className = `mark ${tone} ${at}`;
  Object.assign(box.style, {
    left: percent(left),
    top: percent(top),
    width: percent(width),
    height: percent(height),
  });
  const number = document.createElement("b");
  number.className = `mark-number ${tone} ${at}`;
  number.textContent = label;
  number.style.top = percent(at.endsWith("margin") ? top + height / 2 : top);
  if (at === "left") number.style.left = percent(left);
  if (at === "right") number.style.left = percent(left + width);
  for (const part of [box, number]) part.setAttribute("aria-hidden", "true");
  return [box, number];
}
