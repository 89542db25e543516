/** The stamps over the pages: put where their page is drawn, moved by pointer and keys, every move told to the window. */

import type { ShownStamp, ViewerEvent } from "./messages.ts";
import { type Corner, dragged, pressed, type Rect } from "./stamp-geometry.ts";
import { StampView } from "./stamp-view.ts";

interface LayerOptions {
  readonly send: (event: ViewerEvent) => void;
  /** Loads the font that text of stamps is set in. */
  readonly loadFont: () => Promise<Uint8Array>;
}

interface Grip {
  readonly view: StampView;
  readonly corner: Corner | null;
  readonly from: Rect;
  readonly start: { readonly x: number; readonly y: number };
}

export class StampLayer {
  readonly #options: LayerOptions;
  readonly #views: StampView[] = [];
  readonly #pages = new Map<number, HTMLElement>();
  #font: Promise<void> | null = null;
  /** Sent to another page by a key: gets the focus again when it is there. */
  #travelling: HTMLElement | null = null;

  constructor(options: LayerOptions) {
    this.#options = options;
  }

  /** Replaces what is shown; a stamp of the same place in the list stays the same element. */
  show(stamps: readonly ShownStamp[]): void {
    if (stamps.some(({ marks }) => marks.some(({ kind }) => kind === "text"))) void this.#needFont();
    for (const view of this.#views.splice(stamps.length)) view.remove();
    for (const [index, stamp] of stamps.entries()) {
      const view = this.#views[index];
      if (view) view.update(stamp);
      else this.#add(stamp, index);
    }
    this.#attachAll();
  }

  /** A page came near the view. */
  pageDrawn(page: number, element: HTMLElement): void {
    this.#pages.set(page, element);
    this.#attachAll();
  }

  pageDropped(page: number): void {
    this.#pages.delete(page);
  }

  #add(stamp: ShownStamp, index: number): void {
    const view = new StampView(stamp);
    this.#views[index] = view;
    view.element.addEventListener("keydown", (event) => this.#press(view, index, event));
    view.element.addEventListener("pointerdown", (event) => this.#grip(view, index, event));
  }

  #attachAll(): void {
    for (const { element, stamp } of this.#views) {
      const page = this.#pages.get(stamp.page);
      if (page === undefined || element.parentElement === page) continue;
      page.append(element);
      if (this.#travelling !== element) continue;
      this.#travelling = null;
      element.focus({ preventScroll: true });
    }
  }

  #press(view: StampView, index: number, event: KeyboardEvent): void {
    if (view.stamp.fixed || event.altKey || event.metaKey) return;
    const { rect } = view;
    const moved = pressed(rect, event, view.stamp);
    const { page } = view.stamp;
    if (moved) this.#tell(view, { index, page, rect: moved });
    else if (event.key === "PageUp" || event.key === "PageDown") {
      this.#travelling = view.element;
      this.#options.send({
        type: "stamp",
        index,
        page: Math.max(1, page + (event.key === "PageUp" ? -1 : 1)),
        rect,
      });
    } else if (event.key === "Home" || event.key === "Delete") {
      this.#options.send({ type: "stamp-act", index, act: event.key === "Home" ? "home" : "delete" });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #tell(view: StampView, { index, page, rect }: { index: number; page: number; rect: Rect }): void {
    view.place(rect);
    this.#options.send({ type: "stamp", index, page, rect });
  }

  #grip(view: StampView, index: number, event: PointerEvent): void {
    if (view.stamp.fixed || event.button !== 0) return;
    const { element } = view;
    const corner = event.target instanceof HTMLElement ? (event.target.dataset["corner"] ?? null) : null;
    const grip: Grip = {
      view,
      corner: view.stamp.resizable ? (corner as Corner | null) : null,
      from: view.rect,
      start: { x: event.clientX, y: event.clientY },
    };
    event.preventDefault();
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    element.classList.add("drag");
    const move = (next: PointerEvent) => view.place(placeOf(grip, next));
    const end = (last: PointerEvent) => {
      element.removeEventListener("pointermove", move);
      element.classList.remove("drag");
      const rect = last.type === "pointerup" ? placeOf(grip, last) : grip.from;
      if (rect === grip.from) view.place(rect);
      else this.#tell(view, { index, page: view.stamp.page, rect });
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", end, { once: true });
    element.addEventListener("pointercancel", end, { once: true });
  }

  #needFont(): Promise<void> {
    this.#font ??= this.#options.loadFont().then(async (bytes) => {
      const face = new FontFace("stamp", bytes as Uint8Array<ArrayBuffer>);
      document.fonts.add(await face.load());
    });
    return this.#font;
  }
}

/** The very rectangle it began at where the pointer did not move. */
function placeOf({ view, corner, from, start }: Grip, { clientX, clientY }: PointerEvent): Rect {
  const page = view.element.parentElement;
  if (page === null || (clientX === start.x && clientY === start.y)) return from;
  const { size } = view.stamp;
  const right = ((clientX - start.x) * size.width) / page.clientWidth;
  const up = ((start.y - clientY) * size.height) / page.clientHeight;
  if (corner !== null) return dragged(from, corner, { right });
  return { ...from, x: from.x + right, y: from.y + up };
}
