/**
 * The page as it is displayed (ISO 32000-2, 14.11.2 and table 31): CropBox turned by Rotate and enlarged by UserUnit. A visual
 * point counts in points of 1/72 inch from the displayed bottom-left corner.
 */

import { PDF_LIMITS } from "../limits.ts";
import type { ObjectReader } from "../object-reader.ts";
import { integerOf, isDictPlace, type PdfDict, type Place } from "../objects.ts";

/** Points, from the displayed bottom-left corner to the right and up. */
export interface VisualRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type QuarterTurn = 0 | 90 | 180 | 270;

export interface VisualPage {
  /** What is displayed, in user space: left, bottom, right, top. */
  readonly box: readonly [number, number, number, number];
  /** Clockwise turn for display. */
  readonly rotate: QuarterTurn;
  /** Points in a unit of user space. */
  readonly userUnit: number;
  /** Displayed size in points. */
  readonly width: number;
  readonly height: number;
}

export const POINTS_PER_MM = 72 / 25.4;

/** ISO 32000-1, annex C: pages are no larger than 15,000,000 inches. */
const MAX_USER_UNIT = 75_000;
/** Coordinates beyond these are no page of anybody; they could not be written without an exponent either. */
const MAX_COORDINATE = 10_000_000;

/** US Letter: what readers take where no MediaBox is lawful. */
const DEFAULT_BOX = [0, 0, 612, 792] as const;

export function visualPage(objects: ObjectReader, page: Place<PdfDict>): VisualPage {
  const media = boxOf(objects, inherited(objects, page, "MediaBox")) ?? DEFAULT_BOX;
  const crop = boxOf(objects, inherited(objects, page, "CropBox"));
  const box = (crop && intersection(crop, media)) ?? media;
  const rotate = quarterTurn(integerOf(inherited(objects, page, "Rotate")?.value) ?? 0);
  const unit = objects.entry(page, "UserUnit")?.value;
  const isUnit = unit?.kind === "number" && unit.value > 0 && unit.value <= MAX_USER_UNIT;
  const userUnit = isUnit ? unit.value : 1;
  const [width, height] = [(box[2] - box[0]) * userUnit, (box[3] - box[1]) * userUnit];
  const lying = rotate === 90 || rotate === 270;
  return { box, rotate, userUnit, width: lying ? height : width, height: lying ? width : height };
}

/** 7.7.3.4: the nearest value on the way up. A chain that never ends stops at the limit. */
export function inherited(objects: ObjectReader, page: Place<PdfDict>, key: string): Place | null {
  let node: Place | null = page;
  for (let depth = 0; depth <= PDF_LIMITS.parents && isDictPlace(node); depth++) {
    const own: Place | null = objects.entry(node, key);
    if (own && own.value.kind !== "null") return own;
    node = objects.entry(node, "Parent");
  }
  return null;
}

type Box = readonly [number, number, number, number];

/** 7.9.5: any two opposite corners. Null where it is no rectangle or has no area. */
export function boxOf(objects: ObjectReader, place: Place | null): Box | null {
  const numbers = objects
    .items(place)
    .map((item) => (item?.value.kind === "number" ? item.value.value : null));
  const [a, b, c, d] = numbers;
  if (typeof a !== "number" || typeof b !== "number" || typeof c !== "number" || typeof d !== "number") {
    return null;
  }
  const box: Box = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  const isNear = box.every((edge) => Math.abs(edge) <= MAX_COORDINATE);
  return isNear && box[2] > box[0] && box[3] > box[1] ? box : null;
}

function intersection(a: Box, b: Box): Box | null {
  const box: Box = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return box[2] > box[0] && box[3] > box[1] ? box : null;
}

/** Negative and odd values exist; those that are no quarter turns are taken down to the next one, as viewers do. */
function quarterTurn(degrees: number): QuarterTurn {
  const turns = ((Math.trunc(degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[turns] ?? 0;
}

/** A visual point in user space. */
function toUserSpace(page: VisualPage, x: number, y: number): [number, number] {
  const [left, bottom, right, top] = page.box;
  const [across, up] = [x / page.userUnit, y / page.userUnit];
  switch (page.rotate) {
    case 0:
      return [left + across, bottom + up];
    case 90:
      return [right - up, bottom + across];
    case 180:
      return [right - across, top - up];
    case 270:
      return [left + up, top - across];
  }
}

/** A point of user space as a visual point. */
export function fromUserSpace(page: VisualPage, x: number, y: number): [number, number] {
  const [left, bottom, right, top] = page.box;
  const unit = page.userUnit;
  switch (page.rotate) {
    case 0:
      return [(x - left) * unit, (y - bottom) * unit];
    case 90:
      return [(y - bottom) * unit, (right - x) * unit];
    case 180:
      return [(right - x) * unit, (top - y) * unit];
    case 270:
      return [(top - y) * unit, (x - left) * unit];
  }
}

/** The Rect of an annotation (12.5.2) over a visual rectangle. */
export function annotationRect(page: VisualPage, rect: VisualRect): Box {
  const [a, b] = toUserSpace(page, rect.x, rect.y);
  const [c, d] = toUserSpace(page, rect.x + rect.width, rect.y + rect.height);
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** Matrix of a form (8.10) that stands upright on the displayed page. */
export function uprightMatrix(rotate: QuarterTurn): string {
  return { 0: "1 0 0 1 0 0", 90: "0 1 -1 0 0 0", 180: "-1 0 0 -1 0 0", 270: "0 -1 1 0 0 0" }[rotate];
}
