/** What will be seen of a document's signatures: the kind, what it needs, where each stamp stands. Pure. */

import { numberText } from "#shared/messages/stamps.ts";
import { movedLook } from "#shared/pdf/stamps/moved-look.ts";
import type { StampWarning } from "#shared/pdf/stamps/plan-preset.ts";
import type { PresetName, StampRole } from "#shared/pdf/stamps/preset.ts";
import type {
  CalendarDate,
  PageSize,
  Place,
  StampLook,
  StampPicture,
  StampPlan,
} from "../../engine-messages.ts";
import type { Reveal } from "../../parts/document-pane.tsx";
import type { Notice } from "../state.ts";

export type StampChoice = PresetName | "none";

export interface StampInputs {
  /** As typed. */
  readonly number: string;
  readonly date: string;
  readonly text: string;
}

export interface PlacedStamp {
  readonly role: StampRole;
  /** As it was planned: the place to go back to. */
  readonly proposed: StampLook;
  readonly place: Place;
  /** Of the page it is on. */
  readonly size: PageSize;
  readonly overText: boolean;
  /** The document says where it belongs; else only a remembered place can. */
  readonly anchored: boolean;
  /** By an anchor of the document, by an earlier document of this site, by the user's hand; "waiting" for it. */
  readonly by: "anchor" | "memory" | "hand" | "waiting";
}

type Planned =
  /** Nothing is to be seen. */
  | { readonly kind: "invisible" }
  | { readonly kind: "planning" }
  /** The kind wants a picture and there is none. */
  | { readonly kind: "no-picture" }
  | { readonly kind: "failed"; readonly error: Notice }
  | {
      readonly kind: "planned";
      readonly stamps: readonly PlacedStamp[];
      readonly warnings: readonly StampWarning[];
      /** What follows the number in the document, such as "/UBND-VX". */
      readonly symbol: string;
    };

export interface StampWork {
  readonly choice: StampChoice;
  /** The user chose it for this document. */
  readonly chosen: boolean;
  readonly inputs: StampInputs;
  readonly picture: StampPicture | null;
  readonly planned: Planned;
  readonly numberUsed: boolean;
  /** What the page shows next; a new object each time. */
  readonly reveal: Reveal | null;
  /** The user seals it though no competent person has signed. */
  readonly leaderWaived: boolean;
}

export const NO_STAMPS: StampWork = {
  choice: "none",
  chosen: false,
  inputs: { number: "", date: "", text: "" },
  picture: null,
  planned: { kind: "invisible" },
  numberUsed: false,
  reveal: null,
  leaderWaived: false,
};

/** Number and symbol as the document will say them: on the dots of an issued one a number below ten is led by a 0. */
export function printedNumber({ choice, inputs, planned }: StampWork): string {
  const number = inputs.number.trim();
  const symbol = planned.kind === "planned" ? planned.symbol : "";
  return (choice === "issue" ? numberText(number) : number) + symbol;
}

/** The anchor each role hangs on. */
function anchorOf(role: StampRole): "number" | "date" | "block" | "end" | null {
  if (role === "number" || role === "date") return role;
  if (role === "leader" || role === "seal") return "block";
  return role === "initial" ? "end" : null;
}

/** Hand signatures and initials may be resized; a seal is real size, text as the decree says. */
export function isResizable(role: StampRole): boolean {
  return role === "leader" || role === "initial";
}

/** Puts what was planned in the user's places; `before` the stamps as they stood. */
export function placedStamps(
  plan: Pick<StampPlan, "stamps" | "missing">,
  before: readonly PlacedStamp[],
): PlacedStamp[] {
  return plan.stamps.map(({ role, look, size, overText }): PlacedStamp => {
    const anchor = anchorOf(role);
    const anchored = anchor === null || !plan.missing.includes(anchor);
    const by = anchored ? "anchor" : "waiting";
    const fresh = {
      role,
      proposed: look,
      size,
      overText,
      anchored,
      by,
      place: placeOf(look),
    } as const;
    const last = before.find((other) => other.role === role);
    if (last?.by !== "hand" && last?.by !== "memory") return fresh;
    return { ...fresh, size: last.size, overText: last.overText, by: last.by, place: keptPlace(last, look) };
  });
}

function placeOf({ page, rect }: StampLook): Place {
  return { page, rect };
}

/** Where the user put it, in the shape it has now. */
function keptPlace({ role, place }: PlacedStamp, look: StampLook): Place {
  const width = isResizable(role) ? place.rect.width : look.rect.width;
  const height = (look.rect.height * width) / look.rect.width;
  return { page: place.page, rect: { x: place.rect.x, y: place.rect.y, width, height } };
}

export function isOut({ place: { rect }, size }: PlacedStamp): boolean {
  const slack = 0.5;
  return (
    rect.x < -slack ||
    rect.y < -slack ||
    rect.x + rect.width > size.width + slack ||
    rect.y + rect.height > size.height + slack
  );
}

export type StampProblem = "planning" | "picture" | "number" | "date" | "place" | "out" | "filled" | "failed";

/** Why the document cannot be signed with these stamps yet; null where it can. */
export function stampProblem({ choice, inputs, planned }: StampWork): StampProblem | null {
  if (choice === "none") return null;
  if (planned.kind === "no-picture") return "picture";
  if (planned.kind === "failed") return planned.error.code === "ANCHOR_FILLED" ? "filled" : "failed";
  if (wantsNumber(choice) && inputs.number.trim() === "") return "number";
  if (wantsDate(choice) && readDate(inputs.date) === null) return "date";
  if (planned.kind !== "planned") return "planning";
  if (planned.stamps.some(({ by }) => by === "waiting")) return "place";
  return planned.stamps.some(isOut) ? "out" : null;
}

export function wantsNumber(choice: StampChoice): boolean {
  return choice === "issue" || choice === "appendix" || choice === "incoming";
}

export function wantsDate(choice: StampChoice): boolean {
  return choice === "issue" || choice === "incoming";
}

export function wantsPicture(choice: StampChoice): boolean {
  return choice === "leader" || choice === "issue" || choice === "seal";
}

/** An agency's seal is put on the document. */
export function isSealing(choice: StampChoice): boolean {
  return choice === "issue" || choice === "seal";
}

/** One look for each signature, as shown; a single null for one that is not seen. */
export function looksOf({ choice, planned }: StampWork): readonly (StampLook | null)[] {
  if (choice === "none" || planned.kind !== "planned") return [null];
  return planned.stamps.map(({ proposed, place }) => movedLook(proposed, place));
}

/** "24/11/2026", also with one digit or other marks between; null where there is no such day. */
export function readDate(text: string): CalendarDate | null {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  const [day = 0, month = 0, year = 0] = match?.slice(1).map(Number) ?? [];
  const real = new Date(Date.UTC(year, month - 1, day));
  const exists = match !== null && real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
  return exists && year >= 1900 ? { year, month, day } : null;
}
