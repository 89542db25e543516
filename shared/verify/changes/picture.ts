/** What a widget shows (ISO 32000-2 12.5.5): its normal appearance and the rectangle it is fitted into. */

import type { PdfDocument } from "../../pdf/document.ts";
import { isArrayPlace, type PdfDict, type PdfObject, type Place } from "../../pdf/objects.ts";

export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export interface Picture {
  readonly rect: Box;
  readonly form: PdfObject;
}

/** `none` shows nothing; `unlike` is of a form that is not judged. */
export function pictureOf({ objects }: PdfDocument, widget: Place<PdfDict>): Picture | "none" | "unlike" {
  const rect = boxOf(objects, objects.entry(widget, "Rect"));
  if (!rect) return "unlike";
  const appearance = objects.entry(widget, "AP");
  if (rect.left === rect.right || rect.bottom === rect.top) return "none";
  // Without an appearance readers draw none for a signature field (12.7.5.5 and table 191: no MK is allowed here).
  if (!appearance) return "none";
  if (appearance.value.kind !== "dict" || [...appearance.value.entries.keys()].some((key) => key !== "N")) {
    return "unlike";
  }
  const normal = objects.entry(appearance, "N");
  return normal?.owner.streamAt == null ? "unlike" : { rect, form: normal.owner };
}

export function isPicture(picture: Picture | "none" | "unlike"): picture is Picture {
  return typeof picture === "object";
}

/** 7.9.5: any two opposite corners. */
export function boxOf(objects: PdfDocument["objects"], place: Place | null): Box | null {
  if (!isArrayPlace(place)) return null;
  const numbers = objects
    .items(place)
    .map((item) => (item?.value.kind === "number" ? item.value.value : Number.NaN));
  const [a, b, c, d] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite)) return null;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) };
}
