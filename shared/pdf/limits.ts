/** Bounds on what a hostile file may make the engine do; whatever is over one ends as LIMIT_EXCEEDED, never silently. */

import { fail } from "#shared/errors.ts";

export const PDF_LIMITS = {
  /** Arrays and dictionaries inside one another. */
  nesting: 256,
  /** Steps from a page or field to its root, and of a reference that points to a reference. */
  parents: 100,
  /** Cross-reference sections of one file. */
  revisions: 1000,
  /** Subsections and Index runs over all sections. */
  subsections: 100_000,
  /** Bytes of one object without its stream. */
  objectBytes: 64 * 1024 * 1024,
  /** Values (numbers, names, strings…) in one object. */
  values: 1_000_000,
  /** Bytes of one stream after decoding, where the structure of the file needs it. */
  inflatedBytes: 64 * 1024 * 1024,
  /** What all filters put out over all such streams of one file, each time one is decoded. */
  inflatedTotal: 512 * 1024 * 1024,
  /** Objects in one object stream. */
  members: 200_000,
  /** Highest object number (ISO 32000-1, annex C). */
  objectNumber: 8_388_607,
  /** Nodes of a page tree that are visited. */
  pageNodes: 200_000,
  /** Fields and widgets of a form. */
  fields: 20_000,
  /** Fields times signatures: each signature's own revision has its form walked. */
  signedFields: 200_000,
  /** Signatures of one file. */
  signatures: 256,
  /** How often a search for objects may read the whole file, beyond a small allowance. */
  searchPasses: 8,
  /** Objects that such a search may meet, sound or broken. */
  searchedObjects: 300_000,
  /** Operators of one page, with all forms it draws. */
  operators: 5_000_000,
  /** Glyphs shown on one page. */
  glyphs: 500_000,
  /** Form XObjects drawn on one page, each time. */
  forms: 2_000,
  /** Bytes of a file whose offsets still fit the ten digits of a table (ISO 32000-2, 7.5.4). */
  fileBytes: 9_999_999_999,
} as const;

/** Throws LIMIT_EXCEEDED with the name of the limit that was met. */
export function exceed(limit: keyof typeof PDF_LIMITS | "contents"): never {
  fail("LIMIT_EXCEEDED", { limit });
}
