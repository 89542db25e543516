/** The scrolled column of pages: only those near the view exist, so a file of ten thousand pages costs as much as one of ten. */

import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { GAP, Layout } from "./layout.ts";
import { ZOOM_LIMITS, type Zoom } from "./messages.ts";
import { PageView, PIXELS_PER_POINT } from "./page-view.ts";

/** Pages drawn before and after those in view. */
const AHEAD = 1;

/** Told which pages are there. */
interface PageLayer {
  pageDrawn(page: number, element: HTMLElement): void;
  pageDropped(page: number): void;
}

interface ColumnOptions {
  readonly pdf: PDFDocumentProxy;
  readonly scroller: HTMLElement;
  readonly zoom: Zoom;
  /** Name of a page for screen readers, with `{n}` for its number. */
  readonly label: string;
  /** What lies over the pages. */
  readonly layers: readonly PageLayer[];
  readonly onShown: (page: number, zoom: number) => void;
  readonly onDrawn: (page: number, outcome: "drawn" | "failed") => void;
}

export class Column {
  readonly #options: ColumnOptions;
  readonly #layout: Layout;
  readonly #sheet = document.createElement("div");
  readonly #views = new Map<number, PageView | null>();
  #zoom: Zoom;
  #shown = "";

  constructor(options: ColumnOptions) {
    this.#options = options;
    this.#zoom = options.zoom;
    this.#layout = new Layout(options.pdf.numPages);
    this.#sheet.className = "column";
  }

  async start(): Promise<void> {
    const { pdf, scroller } = this.#options;
    await this.#learn(await pdf.getPage(1), 1);
    scroller.replaceChildren(this.#sheet);
    scroller.addEventListener("scroll", () => this.#refresh());
    new ResizeObserver(() => this.#rezoom()).observe(scroller);
    this.#rezoom();
  }

  get page(): number {
    const { scroller } = this.#options;
    return this.#layout.pageAt(scroller.scrollTop + scroller.clientHeight / 3);
  }

  get zoom(): number {
    return this.#layout.zoom;
  }

  show(page: number): void {
    const wanted = Math.min(Math.max(1, page), this.#layout.pages);
    this.#options.scroller.scrollTop = this.#layout.top(wanted) - GAP;
    this.#refresh();
  }

  /** A height of a page, as a share from its top, comes into the middle of the view. */
  reveal({ page, share }: { readonly page: number; readonly share: number }): void {
    const { scroller } = this.#options;
    const wanted = Math.min(Math.max(1, page), this.#layout.pages);
    const at = this.#layout.top(wanted) + share * this.#layout.size(wanted).height;
    scroller.scrollTop = at - scroller.clientHeight / 2;
    this.#refresh();
  }

  setZoom(zoom: Zoom): void {
    this.#zoom = zoom;
    this.#rezoom();
  }

  #rezoom(): void {
    const { scroller } = this.#options;
    const page = this.page;
    const within = (scroller.scrollTop - this.#layout.top(page)) / this.#layout.zoom;
    this.#layout.zoom = this.#wantedZoom(page);
    scroller.scrollTop = this.#layout.top(page) + within * this.#layout.zoom;
    this.#refresh();
  }

  #wantedZoom(page: number): number {
    if (typeof this.#zoom === "number") {
      return Math.min(ZOOM_LIMITS.max, Math.max(ZOOM_LIMITS.min, this.#zoom));
    }
    const { scroller } = this.#options;
    const { width, height } = this.#layout.size(page);
    const across = ((scroller.clientWidth - 2 * GAP) / width) * this.#layout.zoom;
    const down = ((scroller.clientHeight - 2 * GAP) / height) * this.#layout.zoom;
    const fitting = this.#zoom === "width" ? Math.min(across, 1.25) : Math.min(across, down);
    return Math.min(ZOOM_LIMITS.max, Math.max(0.1, fitting));
  }

  /** Puts the pages near the view in place, drops the others, reports what is shown. */
  #refresh(): void {
    const { scroller, onShown } = this.#options;
    this.#sheet.style.height = `${this.#layout.height}px`;
    this.#sheet.style.width = `${this.#layout.size(this.page).width + 2 * GAP}px`;
    const first = this.#layout.pageAt(scroller.scrollTop) - AHEAD;
    const last = this.#layout.pageAt(scroller.scrollTop + scroller.clientHeight) + AHEAD;
    for (const [page, view] of this.#views) {
      if (page >= first && page <= last) continue;
      view?.remove();
      for (const layer of this.#options.layers) layer.pageDropped(page);
      this.#views.delete(page);
    }
    for (let page = Math.max(1, first); page <= Math.min(last, this.#layout.pages); page++) {
      this.#place(page);
    }
    const shown = `${this.page} ${this.zoom}`;
    if (shown !== this.#shown) onShown(this.page, this.zoom);
    this.#shown = shown;
  }

  #place(page: number): void {
    const view = this.#views.get(page);
    if (view === undefined) {
      this.#views.set(page, null);
      void this.#load(page);
    }
    if (!view) return;
    const { width, height } = this.#layout.size(page);
    Object.assign(view.element.style, {
      top: `${this.#layout.top(page)}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    void view.draw(this.#layout.zoom).then((outcome) => {
      if (outcome !== "old") this.#options.onDrawn(page, outcome);
    });
  }

  async #load(page: number): Promise<void> {
    const { pdf, label } = this.#options;
    const proxy = await pdf.getPage(page).catch(() => null);
    if (proxy === null || !this.#views.has(page)) return;
    const view = new PageView(proxy, label.replace("{n}", String(page)));
    this.#views.set(page, view);
    this.#sheet.append(view.element);
    for (const layer of this.#options.layers) layer.pageDrawn(page, view.element);
    await this.#learn(proxy, page);
    this.#refresh();
  }

  /** Keeps the view where it is when a page above turns out larger or smaller than thought. */
  async #learn(proxy: Awaited<ReturnType<PDFDocumentProxy["getPage"]>>, page: number): Promise<void> {
    if (this.#layout.knows(page)) return;
    const { scroller } = this.#options;
    const current = this.page;
    const before = this.#layout.top(current);
    this.#layout.learn(page, proxy.getViewport({ scale: PIXELS_PER_POINT }));
    scroller.scrollTop += this.#layout.top(current) - before;
  }
}
