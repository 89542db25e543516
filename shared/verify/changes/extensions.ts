/** Developer extensions of the catalog (ISO 32000-2 7.12): names and numbers that no reader draws. */

import type { PdfDict, PdfValue, Place } from "../../pdf/objects.ts";

const DEVELOPER_KEYS: readonly string[] = [
  "Type",
  "BaseVersion",
  "ExtensionLevel",
  "URL",
  "ExtensionRevision",
];

/** No entry is none that any reader draws either. */
export function isExtensions(place: Place | null): boolean {
  if (!place) return true;
  const { value } = place;
  if (value.kind !== "dict" || value.flawed) return false;
  return [...value.entries].every(([key, entry]) => {
    if (key === "Type") return entry.kind === "name";
    const developers = entry.kind === "array" ? entry.items : [entry];
    return developers.every(isDeveloper);
  });
}

function isDeveloper(value: PdfValue): boolean {
  return value.kind === "dict" && !value.flawed && isPlain(value);
}

function isPlain({ entries }: PdfDict): boolean {
  return [...entries].every(
    ([key, { kind }]) =>
      DEVELOPER_KEYS.includes(key) && (kind === "name" || kind === "number" || kind === "string"),
  );
}
