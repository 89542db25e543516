/** GeneralName (RFC 5280 4.2.1.6), the forms that are compared apart from those that are only carried. */

import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { toHex } from "../bytes.ts";
import { type ComparableName, comparableName } from "./comparable-name.ts";

export type GeneralName =
  | { readonly kind: "email" | "dns" | "uri"; readonly text: string }
  | { readonly kind: "ip"; readonly octets: Uint8Array }
  | { readonly kind: "directory"; readonly name: ComparableName }
  /** otherName, x400Address, ediPartyName, registeredID; `form` is the identifier octet. */
  | { readonly kind: "other"; readonly form: number; readonly der: Uint8Array };

const MAX_NAMES = 1000;

/** Identifier octets of the forms that are IA5 text. */
const TEXT_FORMS = new Map([
  [contextTag(1, "primitive"), "email"],
  [contextTag(2, "primitive"), "dns"],
  [contextTag(6, "primitive"), "uri"],
] as const);

const OTHER_FORMS: readonly number[] = [
  contextTag(0),
  contextTag(3),
  contextTag(5),
  contextTag(8, "primitive"),
];

/** The content of a GeneralNames, at least one. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readGeneralNames(content: Uint8Array): GeneralName[] {
  const values = new DerReader(content).rest();
  if (values.length === 0 || values.length > MAX_NAMES) malformed("general names");
  return values.map(readGeneralName);
}

/** Errors: INVALID_ARGUMENT {what: "asn1"} for a form that the standard does not have. */
export function readGeneralName(value: DerValue): GeneralName {
  const text = TEXT_FORMS.get(value.tag);
  if (text) return { kind: text, text: latin(value.content) };
  if (value.tag === contextTag(7, "primitive")) return { kind: "ip", octets: value.content };
  if (value.tag === contextTag(4)) return { kind: "directory", name: directoryName(value) };
  if (OTHER_FORMS.includes(value.tag)) return { kind: "other", form: value.tag, der: value.full };
  return malformed("general name");
}

/** Name is a CHOICE, so the tag around it is explicit. */
function directoryName(value: DerValue): ComparableName {
  const inner = readSingle(value.content);
  if (inner.tag !== TAG.sequence) malformed("directory name");
  return comparableName(inner.full);
}

/** Equal for two names that match as names of a CRL or a distribution point. */
export function nameKey(name: GeneralName): string {
  switch (name.kind) {
    case "directory":
      return directoryKey(name.name);
    case "ip":
      return `ip ${toHex(name.octets)}`;
    case "other":
      return `other ${toHex(name.der)}`;
    case "dns":
      return `dns ${name.text.toLowerCase()}`;
    case "email":
    case "uri":
      return `${name.kind} ${name.text}`;
  }
}

export function directoryKey(name: ComparableName): string {
  return `directory ${name.key}`;
}

/** Octets above 0x7F stay what they are, so that no syntax check takes them for something else. */
function latin(bytes: Uint8Array): string {
  let text = "";
  for (const octet of bytes) text += String.fromCharCode(octet);
  return text;
}
