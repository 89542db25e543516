/** Distinguished names in the form in which they are compared (RFC 5280 7.1): case and spaces folded, string types alike. */

import { DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { readOid, readText } from "../asn1/primitive.ts";
import { toHex } from "../bytes.ts";

export interface ComparableName {
  /** One text for each RelativeDistinguishedName, most general first. */
  readonly rdns: readonly string[];
  /** Equal for two names that match. */
  readonly key: string;
}

const MAX_RDNS = 100;
/** Longer values are compared as bytes: text of that length is no name, and must not be cut short before a comparison. */
const MAX_TEXT = 1024;

const known = new WeakMap<Uint8Array, ComparableName>();

/** @param der a whole Name. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function comparableName(der: Uint8Array): ComparableName {
  const earlier = known.get(der);
  if (earlier) return earlier;
  const outer = readSingle(der);
  if (outer.tag !== TAG.sequence) malformed("name");
  const sets = new DerReader(outer.content).rest();
  if (sets.length > MAX_RDNS) malformed("name too long");
  const name = nameOf(sets.map(comparableRdn));
  known.set(der, name);
  return name;
}

/** A RelativeDistinguishedName (any tag, since IMPLICIT ones occur) as one text. */
export function comparableRdn(set: DerValue): string {
  const pairs = new DerReader(set.content).rest().map((pair) => {
    const reader = new DerReader(pair.content);
    const oid = readOid(reader.read(TAG.oid));
    const value = comparableValue(reader.readAny());
    reader.finish();
    return JSON.stringify([oid, value]);
  });
  return pairs.sort().join("+");
}

export function nameOf(rdns: readonly string[]): ComparableName {
  return { rdns, key: rdns.join("\n") };
}

export function sameName(a: Uint8Array, b: Uint8Array): boolean {
  return comparableName(a).key === comparableName(b).key;
}

/** True where `name` lies in the subtree of `base` (RFC 5280 4.2.1.10): equal, or longer by further parts. */
export function isWithin(name: ComparableName, base: ComparableName): boolean {
  return base.rdns.every((rdn, index) => name.rdns[index] === rdn);
}

function comparableValue(value: DerValue): string {
  const text = value.content.length <= MAX_TEXT ? readText(value) : null;
  return text === null ? `#${toHex(value.full)}` : `"${foldText(text)}`;
}

/** RFC 4518 2.2-2.6 in what matters here: compatibility forms, case, insignificant space. */
function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/gu, " ").trim();
}
