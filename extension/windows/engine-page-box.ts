/** Places on a page as the window and the viewer count them. */

import type { VisualPage, VisualRect } from "#shared/pdf/appearance/visual-page.ts";
import type { PageBox } from "./engine-look-messages.ts";

/** A visual rectangle as shares of its page, from the top left. */
export function sharesOf({ width, height }: VisualPage, rect: VisualRect): PageBox {
  return {
    left: rect.x / width,
    top: 1 - (rect.y + rect.height) / height,
    width: rect.width / width,
    height: rect.height / height,
  };
}
