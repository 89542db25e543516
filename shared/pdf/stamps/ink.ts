/** Where the ink of a leader's signature lies: what is drawn of an image, without its transparent or white border. */

import type { VisualRect } from "../appearance/visual-page.ts";
import { boxOf, fromUserSpace, visualPage } from "../appearance/visual-page.ts";
import type { PdfDocument } from "../document.ts";
import { formNodes } from "../form.ts";
import type { ObjectReader } from "../object-reader.ts";
import {
  isDictPlace,
  nameOf,
  naturalOf,
  objectKey,
  type PdfDict,
  type PdfObject,
  type Place,
} from "../objects.ts";
import { apply, type Matrix, multiply } from "../text/matrix.ts";
import { formContent } from "../text/page-content.ts";

/** Signed fields with an image in their look, on `page`; the ink of each on the displayed page. */
export function signedInk(document: PdfDocument, page: Place<PdfDict>): VisualRect[] {
  const { objects, catalog } = document;
  const annotations = new Set(
    objects.items(objects.entry(page, "Annots")).map((place) => (place ? objectKey(place.owner) : "")),
  );
  return formNodes(objects, catalog).flatMap(({ type, place, value }) => {
    const isSigned = type === "Sig" && value !== undefined && value.kind !== "null";
    if (!isSigned || !annotations.has(objectKey(place.owner))) return [];
    return inkOfWidget(objects, page, place);
  });
}

/** 12.5.5, algorithm 8: BBox by Matrix, then onto Rect. */
function inkOfWidget(objects: ObjectReader, page: Place<PdfDict>, widget: Place<PdfDict>): VisualRect[] {
  const form = objects.entry(objects.entry(widget, "AP"), "N");
  const rect = boxOf(objects, objects.entry(widget, "Rect"));
  const box = boxOf(objects, objects.entry(form, "BBox"));
  if (!isDictPlace(form) || form.owner.streamAt === null || !rect || !box) return [];
  const { images } = formContent(objects, form.owner);
  const own = objects
    .items(objects.entry(form, "Matrix"))
    .map((item) => (item?.value.kind === "number" ? item.value.value : 0));
  const matrix: Matrix =
    own.length === 6
      ? [own[0] ?? 1, own[1] ?? 0, own[2] ?? 0, own[3] ?? 1, own[4] ?? 0, own[5] ?? 0]
      : [1, 0, 0, 1, 0, 0];
  const [left, bottom, right, top] = around(corners(box).map(([x, y]) => apply(matrix, x, y)));
  const [sx, sy] = [(rect[2] - rect[0]) / (right - left), (rect[3] - rect[1]) / (top - bottom)];
  const onto: Matrix = [sx, 0, 0, sy, rect[0] - left * sx, rect[1] - bottom * sy];
  const visual = visualPage(objects, page);
  return images.flatMap(({ image, matrix: place }) => {
    const ink = inkOfImage(objects, image);
    if (!ink) return [];
    const whole = multiply(place, onto);
    const points = corners(ink).map(([x, y]) => fromUserSpace(visual, ...apply(whole, x, y)));
    const [x, y, farX, farY] = around(points);
    return [{ x, y, width: farX - x, height: farY - y }];
  });
}

type Edges = readonly [number, number, number, number];

function corners([left, bottom, right, top]: Edges): [number, number][] {
  return [
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ];
}

function around(points: readonly (readonly [number, number])[]): Edges {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** In the unit square of the image; all of it where its opacity cannot be read. Null where nothing is opaque. */
function inkOfImage(objects: ObjectReader, image: PdfObject): Edges | null {
  const place = { owner: image, value: image.value };
  const mask = objects.entry(place, "SMask");
  const [width, height] = ["Width", "Height"].map((key) => naturalOf(objects.entry(mask, key)?.value) ?? 0);
  const depth = naturalOf(objects.entry(mask, "BitsPerComponent")?.value);
  const filter = nameOf(objects.entry(mask, "Filter")?.value);
  const plain = depth === 8 && (filter === null || filter === "FlateDecode");
  if (!mask || !plain || !width || !height || mask.owner.streamAt === null) return [0, 0, 1, 1];
  return opaqueEdges(objects.streamData(mask.owner), width, height);
}

/** Fainter than this is the shadow of a scan. */
const INK = 32;

/** Rows of an image begin at its top. */
function opaqueEdges(alpha: Uint8Array, width: number, height: number): Edges | null {
  let [left, right, first, last] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((alpha[y * width + x] ?? 0) < INK) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      first = Math.min(first, y);
      last = y;
    }
  }
  if (right < 0) return null;
  return [left / width, 1 - (last + 1) / height, (right + 1) / width, 1 - first / height];
}
