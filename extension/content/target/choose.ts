/** Which file input of a page is meant for a document. Plain data in, so that it can be tried without a page. */

import { folded } from "../find/danger.ts";

export interface InputFacts {
  readonly accept: string;
  readonly name: string;
  readonly id: string;
  readonly disabled: boolean;
  /** `webkitdirectory`: takes folders, not files. */
  readonly directory: boolean;
  readonly multiple: boolean;
  /** Seen itself, or its label or drop zone is. */
  readonly visible: boolean;
  /** Within an open dialog, or the form in which something is written. */
  readonly inDialog: boolean;
  readonly inComposer: boolean;
  /** Words of its label or of the text around it. */
  readonly label: string;
  /** `data-max-file-size` in bytes; null where the page names none. */
  readonly maximum: number | null;
}

/** Inputs for pictures and imports take no document. */
const OTHER_USE = /import|avatar|\banh\b|photo|picture|logo|nhap du lieu/;

/** Index of the one target, or null where there is none or none stands out. */
export function chooseTarget(inputs: readonly InputFacts[], size: number): number | null {
  const possible = inputs
    .map((input, index) => ({ input, index }))
    .filter(({ input }) => admits(input, size));
  const scored = possible.map(({ input, index }) => ({ index, score: scoreOf(input) }));
  scored.sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (best === undefined) return null;
  return next === undefined || best.score > next.score ? best.index : null;
}

function admits({ accept, name, id, disabled, directory, maximum }: InputFacts, size: number): boolean {
  if (disabled || directory || (maximum !== null && size > maximum)) return false;
  if (OTHER_USE.test(folded(`${name} ${id}`))) return false;
  const kinds = accept
    .toLowerCase()
    .split(",")
    .map((kind) => kind.trim())
    .filter(Boolean);
  return (
    kinds.length === 0 ||
    kinds.some((kind) => [".pdf", "application/pdf", "application/*", "*/*", "*"].includes(kind))
  );
}

/** A dialog on top of a composer is what the user looks at. */
function scoreOf({ inDialog, inComposer, visible, accept, multiple }: InputFacts): number {
  const admitsPdf = /pdf/i.test(accept) ? 1 : 0;
  return (inDialog ? 8 : 0) + (inComposer ? 4 : 0) + (visible ? 2 : 0) + admitsPdf + (multiple ? 0.5 : 0);
}
