/** All that a picture paints: areas, strokes and letters, and what of it hides what is beneath. */

import { SignError } from "../../errors.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { SyntaxFault } from "../../pdf/lexer.ts";
import { CoverMap } from "./cover-map.ts";
import { type OpaquePart, opaqueParts } from "./opaque-parts.ts";
import type { Picture } from "./picture.ts";
import { lettersOf } from "./stamp-letters.ts";

export interface Paint {
  readonly parts: readonly OpaquePart[];
  /** Letters as boxes. */
  readonly letters: readonly OpaquePart[];
  readonly map: CoverMap;
}

/** null where it cannot be told. */
export function paintOf(document: PdfDocument, picture: Picture): Paint | null {
  const parts = reading(() => opaqueParts(document, picture));
  const letters = reading(() => lettersOf(document, picture));
  if (!parts || !letters) return null;
  // Letters out of a font that tells nothing may cover all of the stamp.
  const ink = letters.ink ?? [{ box: picture.rect, solid: true, covers: () => true }];
  const map = CoverMap.of([...parts, ...ink], picture.rect);
  return map && { parts: [...parts, ...ink], letters: letters.boxes, map };
}

/** null for what cannot be read, or goes beyond a limit. */
export function reading<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof SignError || thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}
