/** What a field that is filled in may show where it stands (rule R13): nothing that hides the page, and of a button a mark, no text. */

import { isDictPlace, nameOf, type PdfDict, type Place } from "../../pdf/objects.ts";
import { paintOf, reading } from "./paint.ts";
import { boxOf, type Picture } from "./picture.ts";
import { isWritten, placedLetters } from "./placed-letters.ts";
import { intersectionOf } from "./plane.ts";
import type { RevisionCase } from "./revision-case.ts";
import { shareCovered } from "./stamp-cover.ts";

/** Letters of a mark: a tick, a cross. */
const MARK_LETTERS = 2;

/** Whether the state a button shows is a mark; true where it shows nothing. Its appearances are those of the signed revision. */
export function isModestState(own: RevisionCase, button: Place<PdfDict>, page: number | null): boolean {
  const { objects } = own.before;
  const states = objects.entry(objects.entry(button, "AP"), "N");
  const state = nameOf(button.value.entries.get("AS")) ?? "Off";
  const shown = isDictPlace(states) ? objects.entry(states, state) : null;
  const rect = boxOf(objects, objects.entry(button, "Rect"));
  if (!shown || shown.owner.streamAt === null || !rect) return true;
  const picture = { rect, form: shown.owner };
  const letters = reading(() => placedLetters(own.before, picture));
  return (
    letters !== null &&
    letters.filter(isWritten).length <= MARK_LETTERS &&
    standsOnNothing(own, page, picture)
  );
}

/** Whether it hides no word and no image of the page. */
export function standsOnNothing(own: RevisionCase, page: number | null, picture: Picture): boolean {
  const shown = own.shownOn(page);
  const paint = paintOf(own.after, picture);
  if (!shown || !paint) return false;
  const all = [...paint.parts, ...paint.letters];
  const words = shown.words.filter((word) => intersectionOf(word, picture.rect));
  return (
    words.every((word) => shareCovered(all, word) <= 0.5) &&
    shown.images.every((image) => !paint.map.coversBlock(image))
  );
}
