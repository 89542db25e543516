/** One drawn page: a canvas, and its words as transparent text for selection and screen readers. */

import {
  type PDFPageProxy,
  RenderingCancelledException,
  type RenderTask,
  TextLayer,
} from "pdfjs-dist/legacy/build/pdf.mjs";

/** pdf.js measures in points; a CSS pixel is 1/96 inch. */
export const PIXELS_PER_POINT = 96 / 72;

/** Largest canvas, in device pixels: beyond it browsers give an empty one. */
const MOST_PIXELS = 16_000_000;

export class PageView {
  readonly element: HTMLElement;
  readonly page: PDFPageProxy;
  #zoom = 0;
  #task: RenderTask | null = null;
  #text: TextLayer | null = null;

  constructor(page: PDFPageProxy, label: string) {
    this.page = page;
    this.element = document.createElement("section");
    this.element.className = "page";
    this.element.setAttribute("aria-label", label);
  }

  /** Draws at a zoom; the earlier picture stays until the new one is ready. "old" where nothing new came of it. */
  async draw(zoom: number): Promise<"drawn" | "failed" | "old"> {
    if (zoom === this.#zoom) return "old";
    this.#zoom = zoom;
    this.#task?.cancel();
    const viewport = this.page.getViewport({ scale: zoom * PIXELS_PER_POINT });
    const ratio = Math.min(devicePixelRatio, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(viewport.width * ratio));
    canvas.height = Math.max(1, Math.round(viewport.height * ratio));
    canvas.setAttribute("aria-hidden", "true");
    this.#task = this.page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
    try {
      await this.#task.promise;
    } catch (error) {
      return error instanceof RenderingCancelledException ? "old" : "failed";
    }
    this.element.querySelector("canvas")?.remove();
    this.element.prepend(canvas);
    void this.#layText(zoom);
    return "drawn";
  }

  async #layText(zoom: number): Promise<void> {
    this.#text?.cancel();
    this.element.querySelector(".textLayer")?.remove();
    const container = document.createElement("div");
    container.className = "textLayer";
    this.element.style.setProperty("--total-scale-factor", String(zoom * PIXELS_PER_POINT));
    this.element.append(container);
    this.#text = new TextLayer({
      textContentSource: this.page.streamTextContent(),
      container,
      viewport: this.page.getViewport({ scale: zoom * PIXELS_PER_POINT }),
    });
    await this.#text.render().catch(() => undefined);
  }

  remove(): void {
    this.#task?.cancel();
    this.#text?.cancel();
    this.element.remove();
    this.page.cleanup();
  }
}
