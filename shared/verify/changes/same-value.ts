/** Whether two values of two revisions say the same, however they are spelt (ISO 32000-2 7.3). */

import { equalBytes } from "../../bytes.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import type { PdfDict, PdfObject, PdfString, PdfValue } from "../../pdf/objects.ts";

/** A value, the object it stands in and the revision that shows it. */
export interface Seen<T extends PdfValue = PdfValue> {
  /** Whose key its strings are encrypted with; null for a trailer, where none is (7.5.8.2, 7.6.2). */
  readonly document: PdfDocument | null;
  readonly owner: PdfObject;
  readonly value: T;
}

/** References are the same where they name the same object; what it is, is judged by itself. */
export function sameValue(a: Seen, b: Seen): boolean {
  const [one, other] = [a.value, b.value];
  switch (one.kind) {
    case "null":
      return other.kind === "null";
    case "boolean":
      return other.kind === "boolean" && one.value === other.value;
    case "number":
      return other.kind === "number" && one.value === other.value && one.integer === other.integer;
    case "name":
      return other.kind === "name" && one.value === other.value;
    case "reference":
      return other.kind === "reference" && one.number === other.number && one.generation === other.generation;
    case "string":
      return other.kind === "string" && sameString({ ...a, value: one }, { ...b, value: other });
    case "array":
      return other.kind === "array" && sameItems(a, one.items, b, other.items);
    case "dict":
      return (
        other.kind === "dict" && differingKeys({ ...a, value: one }, { ...b, value: other })?.length === 0
      );
  }
}

function sameString(a: Seen<PdfString>, b: Seen<PdfString>): boolean {
  const [one, other] = [plainBytes(a), plainBytes(b)];
  return one !== null && other !== null && equalBytes(one, other);
}

function plainBytes(seen: Seen<PdfString>): Uint8Array | null {
  return seen.document ? seen.document.objects.stringBytes(seen) : seen.value.value;
}

function sameItems(a: Seen, ones: readonly PdfValue[], b: Seen, others: readonly PdfValue[]): boolean {
  return (
    ones.length === others.length &&
    ones.every((value, index) => {
      const other = others[index];
      return other !== undefined && sameValue({ ...a, value }, { ...b, value: other });
    })
  );
}

/** Keys that differ, are new or are gone; null where a dictionary is flawed, so that readers may disagree about it. */
export function differingKeys(a: Seen<PdfDict>, b: Seen<PdfDict>): string[] | null {
  if (a.value.flawed || b.value.flawed) return null;
  const keys = new Set([...a.value.entries.keys(), ...b.value.entries.keys()]);
  return [...keys].filter((key) => {
    const [one, other] = [a.value.entries.get(key), b.value.entries.get(key)];
    if (!one || !other) return true;
    return !sameValue({ ...a, value: one }, { ...b, value: other });
  });
}
