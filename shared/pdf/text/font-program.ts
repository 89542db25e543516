/** The program that a font brings along (ISO 32000-2, 9.9, table 124). */

import { viewOf } from "../appearance/true-type.ts";
import { latin1Text } from "../characters.ts";
import type { ObjectReader } from "../object-reader.ts";
import { isDictPlace, type Place } from "../objects.ts";

/** `none` is embedded; `other`: of several kinds, or none that is read here. */
export interface FontProgram {
  readonly kind: "TrueType" | "Type1" | "compact" | "other" | "none";
  readonly bytes: Uint8Array;
}

const KINDS = [
  ["FontFile", "Type1"],
  ["FontFile2", "TrueType"],
  ["FontFile3", "compact"],
] as const;

const NOTHING = new Uint8Array(0);

/** Whether a font brings a program of its own. */
export function isEmbedded(objects: ObjectReader, descriptor: Place | null): boolean {
  return isDictPlace(descriptor) && KINDS.some(([key]) => objects.entry(descriptor, key) !== null);
}

/** Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function programOf(objects: ObjectReader, descriptor: Place | null): FontProgram {
  if (!isDictPlace(descriptor)) return { kind: "none", bytes: NOTHING };
  const found = KINDS.filter(([key]) => objects.entry(descriptor, key) !== null);
  const [only, ...others] = found;
  if (!only) return { kind: "none", bytes: NOTHING };
  const file = objects.entry(descriptor, only[0]);
  if (others.length > 0 || !file || file.owner.streamAt === null) return { kind: "other", bytes: NOTHING };
  const bytes = objects.streamData(file.owner);
  return { kind: only[1] === "compact" ? containedKind(bytes) : only[1], bytes };
}

/** FontFile3 may hold an OpenType file, with outlines of either kind. */
function containedKind(bytes: Uint8Array): "TrueType" | "compact" {
  const mark = latin1Text(bytes.subarray(0, 4));
  return mark === "true" || mark === "\0\u0001\0\0" ? "TrueType" : "compact";
}

const MAX_TABLES = 64;

/** The compact font itself, out of its OpenType file where it has one. Errors: RangeError where that has none. */
export function compactProgram(bytes: Uint8Array): Uint8Array {
  if (latin1Text(bytes.subarray(0, 4)) !== "OTTO") return bytes;
  const view = viewOf(bytes);
  const count = view.getUint16(4);
  if (count > MAX_TABLES) throw new RangeError("too many tables");
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    if (latin1Text(bytes.subarray(at, at + 4)) !== "CFF ") continue;
    const start = view.getUint32(at + 8);
    return bytes.subarray(start, start + view.getUint32(at + 12));
  }
  throw new RangeError("no compact font");
}
