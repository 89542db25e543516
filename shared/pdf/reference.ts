/** The Reference array of a signature dictionary (ISO 32000-2, 12.8.2): what a certification and a locking field forbid. */

import type { PdfDocument } from "./document.ts";
import type { FieldPlan } from "./field.ts";
import { integerOf, nameOf } from "./objects.ts";
import { hexString, referenceText } from "./write-value.ts";

export interface ReferenceRequest {
  readonly document: PdfDocument;
  readonly field: FieldPlan;
  readonly certify: "P1" | "P2" | "P3" | undefined;
  /** Encrypts a string for the signature dictionary. */
  readonly encrypt: (bytes: Uint8Array) => Uint8Array;
}

/** Null where nothing is forbidden. */
export function referenceArray(request: ReferenceRequest): string | null {
  const entries = [certification(request.certify), fieldLock(request)].filter((entry) => entry !== null);
  return entries.length > 0 ? `[${entries.join(" ")}]` : null;
}

/** 12.8.2.2, table 257. */
function certification(certify: "P1" | "P2" | "P3" | undefined): string | null {
  if (certify === undefined) return null;
  const parameters = `<</Type /TransformParams /P ${certify.slice(1)} /V /1.2>>`;
  return `<</Type /SigRef /TransformMethod /DocMDP /TransformParams ${parameters}>>`;
}

/** 12.7.5.5, table 236, and 12.8.2.4: a field with a Lock wants its signature to carry a FieldMDP of the same words. */
function fieldLock({ document, field, encrypt }: ReferenceRequest): string | null {
  if (field.kind === "new") return null;
  const { objects, catalog } = document;
  const lock = objects.entry(field.node.place, "Lock");
  const action = nameOf(objects.entry(lock, "Action")?.value);
  if (action !== "All" && action !== "Include" && action !== "Exclude") return null;
  const names = objects
    .items(objects.entry(lock, "Fields"))
    .map((place) => objects.stringBytes(place))
    .filter((name) => name !== null)
    .map((name) => hexString(encrypt(name)));
  const fields = action === "All" ? "" : ` /Fields [${names.join(" ")}]`;
  const permission = integerOf(objects.entry(lock, "P")?.value);
  const rest = permission !== null && permission >= 1 && permission <= 3 ? ` /P ${permission}` : "";
  const parameters = `<</Type /TransformParams /Action /${action}${fields}${rest} /V /1.2>>`;
  const data = referenceText(catalog.owner);
  return `<</Type /SigRef /TransformMethod /FieldMDP /TransformParams ${parameters} /Data ${data}>>`;
}
