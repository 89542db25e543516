/** What is boxed on the pages: the changes where there are any with a place, else the signatures. Pure. */

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
  const changed = end === null ? changeMarks(changes) : [];
  return changed.length > 0 ? changed : signatureMarks(verdict, places, end);
}

function changeMarks({ tone, lines }: ChangeList): PageMark[] {
  return lines.flatMap(({ number, page, box }) =>
    page === null || box === null ? [] : [{ page, ...box, tone, label: String(number), inMargin: true }],
  );
}

/** Numbered as the cards beside are. */
function signatureMarks(
  { signatures }: FileVerdict,
  places: readonly SignaturePlace[],
  end: number | null,
): PageMark[] {
  return signatures.flatMap((signature, index) => {
    const place = places.find(({ field }) => field === signature.field);
    if (place === undefined || place.page === null || place.box === null) return [];
    if (end !== null && place.end > end) return [];
    const label = String(index + 1);
    return [{ page: place.page, ...place.box, tone: toneOf(signature), label, inMargin: false }];
  });
}
