/** Stamps in words and as the viewer's frame draws them. */

import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { POINTS_PER_MM } from "#shared/pdf/appearance/visual-page.ts";
import type { StampWarning } from "#shared/pdf/stamps/plan-preset.ts";
import type { ShownMark, ShownStamp } from "../../../viewer/messages.ts";
import type { StampLook } from "../../engine-messages.ts";
import { language } from "../../parts/language.ts";
import { isOut, isResizable, type PlacedStamp } from "./state.ts";

export interface ShowRequest {
  readonly pages: number;
  readonly practice: boolean;
  /** Being signed: nothing moves any more. */
  readonly fixed: boolean;
  readonly warnings: readonly StampWarning[];
}

export function shownStamp(
  stamp: PlacedStamp,
  { pages, practice, fixed, warnings }: ShowRequest,
): ShownStamp {
  const texts = stampTexts[language()];
  const { role, proposed, place, size } = stamp;
  const resizable = isResizable(role);
  return {
    ...{ page: place.page, rect: place.rect, size, resizable, fixed },
    picture: pictureNumber(proposed),
    plane: { width: proposed.rect.width, height: proposed.rect.height },
    marks: proposed.marks.map(shownMark),
    label: `${texts.spoken(texts.roles[role], String(place.page), String(pages))}, ${spokenPlace(stamp, warnings)}`,
    role: texts.stamp,
    description: resizable ? `${texts.howToMove} ${texts.howToResize}` : texts.howToMove,
    tone: isOut(stamp) ? "out" : practice ? "practice" : "own",
  };
}

const numbers = new WeakMap<StampLook["marks"], number>();
let last = 0;

/** The same picture keeps its number wherever it goes. */
function pictureNumber({ marks }: StampLook): number {
  const known = numbers.get(marks);
  if (known !== undefined) return known;
  numbers.set(marks, ++last);
  return last;
}

const blobs = new WeakMap<Uint8Array, Blob>();

function shownMark(mark: StampLook["marks"][number]): ShownMark {
  if (mark.kind === "text") return mark;
  const blob = blobs.get(mark.image) ?? new Blob([new Uint8Array(mark.image)], { type: typeOf(mark.image) });
  blobs.set(mark.image, blob);
  return { kind: "image", image: blob, box: mark.box };
}

/** The engine took it as one of the two. */
function typeOf(image: Uint8Array): string {
  return image[0] === 0xff ? "image/jpeg" : "image/png";
}

/** Where an anchored stamp stands: a seal without a signature under it does not claim to overlap one. */
export function placedWords({ role }: PlacedStamp, warnings: readonly StampWarning[]): string {
  const texts = stampTexts[language()];
  const alone = role === "seal" && warnings.includes("LEADER_IMAGE_MISSING");
  return alone ? texts.placedAlone : texts.placed[role];
}

/** "cách trái 112 mm, cách trên 96 mm, 46 nhân 19 mm, giữa chức vụ và họ tên". */
function spokenPlace(stamp: PlacedStamp, warnings: readonly StampWarning[]): string {
  const texts = stampTexts[language()];
  const { left, top, width, height } = millimetres(stamp);
  const parts = [texts.spokenPlace(left, top), texts.spokenSize(width, height)];
  if (stamp.by === "anchor") parts.push(placedWords(stamp, warnings));
  return parts.join(", ");
}

/** What is said after a move: the new numbers only. */
export function spokenMove(stamp: PlacedStamp): string {
  const texts = stampTexts[language()];
  const { left, top, width, height } = millimetres(stamp);
  return `${texts.spokenPlace(left, top)}, ${texts.spokenSize(width, height)}`;
}

/** Whole millimetres, from the upper left corner. */
export function millimetres({ place: { rect }, size }: PlacedStamp): {
  readonly left: string;
  readonly top: string;
  readonly width: string;
  readonly height: string;
} {
  const mm = (points: number) => String(Math.round(points / POINTS_PER_MM));
  return {
    left: mm(rect.x),
    top: mm(size.height - rect.y - rect.height),
    width: mm(rect.width),
    height: mm(rect.height),
  };
}
