/** A drawing of the badge; hidden from readers of the page, who get the words. */

import { SHAPES } from "./shapes.ts";

export function icon(name: keyof typeof SHAPES): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const { path, look } of SHAPES[name]) {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("d", path);
    if (look) shape.setAttribute("class", look);
    svg.append(shape);
  }
  return svg;
}
