/** What is boxed on the pages: the changes that are in question where any has a place, else the signatures. Pure. */

import type { FileVerdict } from "#shared/verify/verdict.ts";
import type { PageMark } from "../../viewer/messages.ts";
import type { SignaturePlace } from "../engine-look-messages.ts";
import type { ChangeList } from "./change-list.ts";
import { toneOf } from "./tone.ts";

interface MarkRequest {
  readonly verdict: FileVerdict;
  readonly places: readonly SignaturePlace[];
  readonly changes: ChangeList;
  /** Where the revision on view ends; null for the file as it is. */
  readonly end: number | null;
}

export function pageMarks({ verdict, places, changes, end }: MarkRequest): PageMark[] {
  const changed = end === null && changes.tone !== "good" ? changeMarks(changes) : [];
  return changed.length > 0 ? changed : signatureMarks(verdict, places, end);
}

function changeMarks({ tone, lines }: ChangeList): PageMark[] {
  return lines.flatMap(({ number, page, box }) =>
    page === null || box === null
      ? []
      : [{ page, ...box, tone, label: String(number), at: "left-margin" as const }],
  );
}

/** Numbered as the cards beside are. */
function signatureMarks(
  { signatures }: FileVerdict,
  places: readonly SignaturePlace[],
  end: number | null,
): PageMark[] {
  const seen = signatures.flatMap((signature, index) => {
    const place = places.find(({ field }) => field === signature.field);
    if (place === undefined || place.page === null || place.box === null) return [];
    if (end !== null && place.end > end) return [];
    return [{ page: place.page, ...place.box, tone: toneOf(signature), label: String(index + 1) }];
  });
  return seen.map((mark) => ({ ...mark, at: sideOf(mark, seen) }));
}

/** Lower boxes are those of a number or a day in a line of text. */
const LINE_HEIGHT = 0.03;

/** Away from the box beside it, where they overlap as seal and hand signature do. */
function sideOf(mark: Omit<PageMark, "at">, all: readonly Omit<PageMark, "at">[]): PageMark["at"] {
  if (mark.height < LINE_HEIGHT) return mark.left + mark.width / 2 < 0.5 ? "left-margin" : "right-margin";
  const isLeftmost = all.some(
    (other) => other.page === mark.page && other.height >= LINE_HEIGHT && other.left > mark.left,
  );
  return isLeftmost ? "left" : "right";
}
