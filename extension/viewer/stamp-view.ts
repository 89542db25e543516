/** One stamp on the shown page: its picture as it will print, a frame around it, four corners to pull. */

import type { ShownMark, ShownStamp } from "./messages.ts";
import type { Corner, Rect } from "./stamp-geometry.ts";

const SVG = "http://www.w3.org/2000/svg";
const CORNERS: readonly Corner[] = ["nw", "ne", "sw", "se"];

export class StampView {
  readonly element = document.createElement("div");
  #stamp: ShownStamp;
  #rect: Rect;
  #addresses: string[] = [];

  constructor(stamp: ShownStamp) {
    this.#stamp = stamp;
    this.#rect = stamp.rect;
    this.element.setAttribute("role", "group");
    this.#draw();
    this.#dress();
  }

  get stamp(): ShownStamp {
    return this.#stamp;
  }

  get rect(): Rect {
    return this.#rect;
  }

  /** The same stamp elsewhere, or with another picture; keeps the focus. */
  update(stamp: ShownStamp): void {
    const isNew = stamp.picture !== this.#stamp.picture;
    this.#stamp = stamp;
    this.#rect = stamp.rect;
    if (isNew) this.#draw();
    this.#dress();
  }

  /** Shown there at once; the window is told by the layer. */
  place(rect: Rect): void {
    this.#rect = rect;
    const { size } = this.#stamp;
    const share = (part: number, whole: number) => `${(100 * part) / whole}%`;
    Object.assign(this.element.style, {
      left: share(rect.x, size.width),
      bottom: share(rect.y, size.height),
      width: share(rect.width, size.width),
      height: share(rect.height, size.height),
    });
  }

  remove(): void {
    this.element.remove();
    this.#forget();
  }

  #dress(): void {
    const { label, role, tone, fixed, resizable, description } = this.#stamp;
    const { element } = this;
    element.className = ["stamp", tone, fixed ? "fixed" : "", resizable ? "" : "locked"].join(" ").trim();
    element.setAttribute("aria-label", label);
    element.setAttribute("aria-roledescription", role);
    element.setAttribute("aria-description", description);
    if (fixed) element.removeAttribute("tabindex");
    else element.tabIndex = 0;
    this.place(this.#rect);
  }

  #draw(): void {
    this.#forget();
    const { width, height } = this.#stamp.plane;
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("aria-hidden", "true");
    picture.append(...this.#stamp.marks.map((mark) => this.#drawMark(mark, height)));
    const corners = CORNERS.map((corner) => {
      const handle = document.createElement("i");
      handle.dataset["corner"] = corner;
      return handle;
    });
    this.element.replaceChildren(picture, ...corners);
  }

  /** Marks count upwards from the bottom-left corner, SVG downwards from the top. */
  #drawMark(mark: ShownMark, height: number): SVGElement {
    if (mark.kind === "text") {
      const text = document.createElementNS(SVG, "text");
      set(text, { x: mark.x, y: height - mark.y, "font-size": mark.size });
      text.textContent = mark.text;
      return text;
    }
    const address = URL.createObjectURL(mark.image);
    this.#addresses.push(address);
    const image = document.createElementNS(SVG, "image");
    const { x, y, width, height: tall } = mark.box;
    set(image, { x, y: height - y - tall, width, height: tall });
    image.setAttribute("preserveAspectRatio", "none");
    image.setAttribute("href", address);
    return image;
  }

  #forget(): void {
    for (const address of this.#addresses) URL.revokeObjectURL(address);
    this.#addresses = [];
  }
}

function set(element: SVGElement, attributes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
