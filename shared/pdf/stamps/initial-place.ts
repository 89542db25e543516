/** Where initials go: after the last line of the text, which "./." ends, else beside "Nơi nhận". */

import type { VisualRect } from "../appearance/visual-page.ts";
import type { PageText, Word } from "../text/page-text.ts";
import { isFree, printedOn } from "./free-place.ts";
import type { PageLines } from "./signature-block.ts";

const ENDS = [/(\.\/\.?|^\/\.)$/u, /^nhận:?$/iu];
/** Points: beside the word, and kept free at the edge of the page. */
const GAP = 2;
const EDGE = 14;

export interface InitialPlace {
  readonly page: number;
  readonly box: VisualRect;
  readonly isFree: boolean;
}

/** Null where no line ends a text. `pages` in their order. */
export function initialPlace(
  pages: readonly PageLines[],
  size: { readonly width: number; readonly height: number },
): InitialPlace | null {
  const found = ENDS.flatMap((pattern) => {
    const places = [...pages].reverse().flatMap((page) => {
      const word = page.text.words.findLast((other) => other.angle === 0 && pattern.test(other.text));
      return word ? [placesAt(page, word, size)] : [];
    });
    return places.slice(0, 1);
  });
  const [first] = found.flat();
  return found.flatMap((places) => places.find((place) => place.isFree) ?? []).at(0) ?? first ?? null;
}

/** On the line after the word, a little lower, then below it. */
function placesAt(
  { number, text }: PageLines,
  word: Word,
  { width, height }: { width: number; height: number },
): InitialPlace[] {
  const end = word.box.x + word.box.width + GAP;
  const most = text.page.width - EDGE - width;
  const below = word.baseline - 0.25 * word.size - GAP - height;
  const corners: [number, number][] = [
    ...[0.25, 0.4, 0.55, 0.7].map((share): [number, number] => [end, word.baseline - share * height]),
    [Math.min(end, most), below],
  ];
  const printed = printedOn(text);
  return corners.map(([x, y]) => {
    const box = { x: Math.min(x, Math.max(0, most)), y, width, height };
    return { page: number, box, isFree: isOn(text, box) && isFree(box, printed) };
  });
}

function isOn({ page }: PageText, { x, y, width }: VisualRect): boolean {
  return x >= 0 && y >= 0 && x + width <= page.width;
}
