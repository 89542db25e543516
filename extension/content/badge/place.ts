/** Where a badge goes: beside its document, over nothing that is read or pressed. Boxes in CSS pixels; no page needed. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Both with words; both as signs; the first sign alone. */
export const FORMS = ["words", "signs", "one"] as const;
export type Form = (typeof FORMS)[number];

/** Width of each form, as drawn in the usual font. */
export type Widths = Readonly<Record<Form, number>>;
export const UNCHECKED: Widths = { words: 104, signs: 52, one: 24 };
/** With a verdict in words beside the sign for signing. */
export const CHECKED: Widths = { words: 164, signs: 52, one: 24 };
const HEIGHT = 24;
const GAP = 6;
const STEP = 4;

export interface Place {
  readonly form: Form;
  readonly left: number;
  readonly top: number;
}

/** Nothing that is read or pressed lies there, and a badge there would be seen. */
type IsFree = (box: Box) => boolean;

export interface LinkPlace {
  /** First and last line of the link; the same where it has one line. */
  readonly first: Box;
  readonly last: Box;
  /** Right end of what belongs to this document alone: its item, cell or row, up to the next file. */
  readonly rowEnd: number;
  /** Right end of the line that the row stands in. */
  readonly lineEnd: number;
  readonly isFree: IsFree;
  readonly widths?: Widths;
}

/**
 * After the link, past its size and date; else right after its row; else over the picture that stands before its words; else at its
 * end, where it hides the least.
 */
export function placeAtLink({ first, last, rowEnd, lineEnd, isFree, widths = UNCHECKED }: LinkPlace): Place {
  const top = middleOf(last) - HEIGHT / 2;
  for (const form of FORMS) {
    const width = widths[form];
    const within = firstFree({ from: last.right + GAP, to: rowEnd - width, top, width, isFree });
    if (within !== null) return { form, left: within, top };
    const after = Math.max(rowEnd, last.right) + GAP;
    if (after + width <= lineEnd && isFree(boxOf(width, after, top))) return { form, left: after, top };
  }
  const beforeTop = middleOf(first) - HEIGHT / 2;
  for (const shift of [GAP, 2 * GAP, 3 * GAP, HEIGHT]) {
    const left = first.left - shift;
    if (isFree(boxOf(widths.one, left, beforeTop))) return { form: "one", left, top: beforeTop };
  }
  return { form: "one", left: Math.min(last.right + GAP, lineEnd - HEIGHT), top };
}

export interface FramePlace {
  readonly frame: Box;
  readonly isFree: IsFree;
  readonly widths?: Widths;
}

/** Above a document that is shown in the page, else below, else beside it, else in its lower left corner, where paper has its margin. */
export function placeAtFrame({ frame, isFree, widths = UNCHECKED }: FramePlace): Place {
  const { left, top, right, bottom } = frame;
  for (const form of FORMS) {
    const width = widths[form];
    for (const line of [top - HEIGHT - 2, bottom + 2]) {
      const at = firstFree({ from: left, to: right - width, top: line, width, isFree });
      if (at !== null) return { form, left: at, top: line };
    }
    for (const at of [right + GAP, left - width - GAP]) {
      if (isFree(boxOf(width, at, top))) return { form, left: at, top };
    }
  }
  return { form: "one", left: left + 2, top: bottom - HEIGHT - 2 };
}

export function boxOf(width: number, left: number, top: number): Box {
  return { left, top, right: left + width, bottom: top + HEIGHT };
}

interface Row {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly width: number;
  readonly isFree: IsFree;
}

function firstFree({ from, to, top, width, isFree }: Row): number | null {
  for (let left = from; left <= to; left += STEP) if (isFree(boxOf(width, left, top))) return left;
  return null;
}

function middleOf({ top, bottom }: Box): number {
  return (top + bottom) / 2;
}
