/** Attributes of a SignerInfo (RFC 5652 5.3): values stay opaque until somebody who knows their type asks. */

import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { compareOctets, retag } from "../asn1/encode.ts";
import { readOid } from "../asn1/primitive.ts";

export interface Attribute {
  readonly oid: string;
  /** Content of the SET OF values; unknown ones need not even be ASN.1. */
  readonly values: Uint8Array;
}

export interface SignedAttributeSet {
  /** The original bytes under the SET OF tag: what is hashed (5.4). */
  readonly der: Uint8Array;
  /** What keeps the set from being DER; null where it is. */
  readonly flaw: "attributes-not-der" | "attribute-twice" | null;
  readonly attributes: readonly Attribute[];
}

const MAX_ATTRIBUTES = 100;

/** Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readAttributes(reader: DerReader): Attribute[] {
  const attributes: Attribute[] = [];
  while (!reader.done) {
    if (attributes.length === MAX_ATTRIBUTES) malformed("too many attributes");
    attributes.push(readAttribute(reader.enter(TAG.sequence)));
  }
  return attributes;
}

function readAttribute(reader: DerReader): Attribute {
  const oid = readOid(reader.read(TAG.oid));
  const values = reader.read(TAG.set).content;
  reader.finish();
  return { oid, values };
}

/** `[0] IMPLICIT SET OF Attribute`; BER in it is reported, not thrown. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readSignedAttributes(value: DerValue): SignedAttributeSet {
  const attributes = readAttributes(new DerReader(value.content, "ber"));
  const oids = attributes.map((attribute) => attribute.oid);
  const twice = new Set(oids).size < oids.length;
  const flaw = twice ? "attribute-twice" : isDerSet(value.full) ? null : "attributes-not-der";
  return { der: retag(TAG.set, value.full), flaw, attributes };
}

/** Strict lengths down to each attribute's values, elements in ascending order (X.690 10.1, 11.6). */
function isDerSet(bytes: Uint8Array): boolean {
  try {
    const outer = readSingle(bytes);
    if (outer.tag !== contextTag(0)) return false;
    const elements = new DerReader(outer.content).rest();
    for (const element of elements) new DerReader(element.content).rest();
    return elements.every((element, index) => {
      const next = elements[index + 1];
      return !next || compareOctets(element.full, next.full) <= 0;
    });
  } catch {
    return false;
  }
}

/** The one value of the attribute `oid`; null where it is absent. Errors: INVALID_ARGUMENT where it has none or several. */
export function singleValue(attributes: readonly Attribute[], oid: string): DerValue | null {
  const found = attributes.find((attribute) => attribute.oid === oid);
  return found ? readSingle(found.values) : null;
}
