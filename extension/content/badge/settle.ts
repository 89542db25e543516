/** Moves a badge to its place, once what lies around it can be seen. */

import type { DocumentPlace } from "../find/scan.ts";
import { type Badge, setForm } from "./badge.ts";
import {
  boxOf,
  CHECKED,
  FORMS,
  type Form,
  type Place,
  placeAtFrame,
  placeAtLink,
  UNCHECKED,
  type Widths,
} from "./place.ts";
import { endsOf, freeAround, linesOf } from "./surroundings.ts";

/** To its place by what lies around it now. Nothing happens while the link is not drawn. */
export function settle(badge: Badge, link: DocumentPlace): void {
  const lines = linesOf(link);
  if (lines === null) return;
  const isFree = freeAround(link, badge.host);
  if (isWellPlaced(badge, link)) return;
  const isLink = link instanceof HTMLAnchorElement;
  const widths = widthsOf(badge);
  const place = isLink
    ? placeAtLink({ ...lines, ...endsOf(link, lines), isFree, widths })
    : placeAtFrame({ frame: lines.first, isFree, widths });
  moveTo(badge, place);
}

function moveTo({ host, row }: Badge, { form, left, top }: Place): void {
  const origin = host.getBoundingClientRect();
  setForm(row, form);
  row.style.left = `${left - origin.left}px`;
  row.style.top = `${top - origin.top}px`;
  row.dataset["settled"] = "";
}

function widthsOf({ row }: Badge): Widths {
  return row.classList.contains("told") ? CHECKED : UNCHECKED;
}

/** Where it was put is still free; then it stays, so that it does not jump about while a page changes. */
function isWellPlaced(badge: Badge, link: DocumentPlace): boolean {
  const { host, row } = badge;
  const form = FORMS.find((each: Form) => row.classList.contains(each));
  if (row.dataset["settled"] === undefined || form === undefined) return false;
  const { left, top } = row.getBoundingClientRect();
  return freeAround(link, host)(boxOf(widthsOf(badge)[form], left, top));
}
