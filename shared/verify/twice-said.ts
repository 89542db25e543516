/**
 * Keys that stand twice where they decide what is shown. The standard does not say which counts (ISO 32000-2 7.3.7), and readers differ:
 * the one who signed and the one who checks may have seen two documents.
 */

import { SignError } from "../errors.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { isDictPlace, objectKey, type Place } from "../pdf/objects.ts";
import { pageTreeOf } from "../pdf/pages.ts";

/** Whether trailer, catalog, a node of the page tree, a page, its resources or an annotation say two things under one key. */
export function saysTwice(document: PdfDocument): boolean {
  const { trailer, catalog } = document;
  if ([trailer, catalog].some(isTwofold)) return true;
  try {
    return new Walk(document).meets();
  } catch (thrown) {
    // Pages that cannot be read are no matter of two readings.
    if (thrown instanceof SignError) return false;
    throw thrown;
  }
}

/** Says what something is, and is missing or wrong in many files. */
const NOTHING_SHOWN: readonly string[] = ["Type", "ID", "Info", "Metadata", "PieceInfo", "LastModified"];

function isTwofold(place: Place | null): boolean {
  return isDictPlace(place) && place.value.contradicted.some((key) => !NOTHING_SHOWN.includes(key));
}

/** Dictionaries by name in resources (7.8.3). */
const RESOURCES = ["XObject", "Font", "ExtGState", "Pattern", "Shading", "ColorSpace", "Properties"];

class Walk {
  readonly #document: PdfDocument;
  readonly #seen = new Set<string>();

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  meets(): boolean {
    const { objects, catalog } = this.#document;
    for (const node of pageTreeOf(objects, catalog)) {
      if (isTwofold(node) || this.#hasTwofoldResources(node) || this.#hasTwofoldAnnotation(node)) return true;
    }
    return false;
  }

  #hasTwofoldResources(node: Place): boolean {
    const { objects } = this.#document;
    const resources = objects.entry(node, "Resources");
    if (!resources || this.#knows(resources)) return false;
    return isTwofold(resources) || RESOURCES.some((key) => isTwofold(objects.entry(resources, key)));
  }

  #hasTwofoldAnnotation(node: Place): boolean {
    const { objects } = this.#document;
    const annotations = objects.items(objects.entry(node, "Annots"));
    return annotations.some((place) => isTwofold(place) || isTwofold(objects.entry(place, "AP")));
  }

  #knows({ owner, value }: Place): boolean {
    const key = `${objectKey(owner)} ${value.start}`;
    const known = this.#seen.has(key);
    this.#seen.add(key);
    return known;
  }
}
