/** Puts a badge into the page and then to its place, once that can be seen. The page's layout stays as it was. */

import type { DocumentPlace } from "../find/scan.ts";
import { type Badge, setForm } from "./badge.ts";
import { boxOf, FORMS, type Form, type Place, placeAtFrame, placeAtLink } from "./place.ts";
import { endsOf, freeAround, linesOf } from "./surroundings.ts";

/** Into the page, at the link: a place that scrolls, and goes, with it. */
export function attach({ host }: Badge, link: DocumentPlace): void {
  if (!(link instanceof HTMLAnchorElement)) {
    link.before(host);
    host.style.position = "absolute";
    return;
  }
  link.after(host);
  const parent = getComputedStyle(host.parentElement ?? link);
  if (parent.display.includes("flex") && !parent.justifyContent.startsWith("space")) {
    takeNoGap(host, parent);
  } else if (/flex|grid/.test(parent.display)) {
    host.style.position = "absolute";
    if (!scrollsWith(host)) {
      host.style.position = "relative";
      link.append(host);
    }
  }
}

/** Among flexible items even an empty one is followed by a gap: it is taken back. */
function takeNoGap(host: HTMLElement, { flexDirection, columnGap, rowGap }: CSSStyleDeclaration): void {
  const inColumn = flexDirection.startsWith("column");
  const gap = Number.parseFloat(inColumn ? rowGap : columnGap) || 0;
  host.style.flex = "none";
  host.style.alignSelf = "center";
  host.style.setProperty(inColumn ? "margin-block-start" : "margin-inline-start", `${-gap}px`);
}

/** An absolute box stays behind when something scrolls that is not the box it is positioned in. */
function scrollsWith(host: HTMLElement): boolean {
  const positioned = host.offsetParent;
  for (let each = host.parentElement; each !== null && each !== positioned; each = each.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(each).overflow)) return false;
  }
  return true;
}

/** To its place by what lies around it now. Nothing happens while the link is not drawn. */
export function settle(badge: Badge, link: DocumentPlace): void {
  const lines = linesOf(link);
  if (lines === null) return;
  const isFree = freeAround(link, badge.host);
  if (isWellPlaced(badge, link)) return;
  const isLink = link instanceof HTMLAnchorElement;
  const place = isLink
    ? placeAtLink({ ...lines, ...endsOf(link, lines), isFree })
    : placeAtFrame({ frame: lines.first, isFree });
  moveTo(badge, place);
}

function moveTo({ host, row }: Badge, { form, left, top }: Place): void {
  const origin = host.getBoundingClientRect();
  setForm(row, form);
  row.style.left = `${left - origin.left}px`;
  row.style.top = `${top - origin.top}px`;
  row.dataset["settled"] = "";
}

/** Where it was put is still free; then it stays, so that it does not jump about while a page changes. */
function isWellPlaced({ host, row }: Badge, link: DocumentPlace): boolean {
  const form = FORMS.find((each: Form) => row.classList.contains(each));
  if (row.dataset["settled"] === undefined || form === undefined) return false;
  const { left, top } = row.getBoundingClientRect();
  return freeAround(link, host)(boxOf(form, left, top));
}
