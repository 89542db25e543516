/** ECDSA over the NIST and Brainpool curves (FIPS 186-5 6.4.2, RFC 5639), from a digest and a DER ECDSA-Sig-Value (RFC 3279 2.2.3). */

import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from "@noble/curves/misc.js";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import { DerReader, malformed, readSingle, TAG } from "../asn1/der.ts";
import { readUnsigned } from "../asn1/primitive.ts";
import type { Curve } from "../asn1/public-key.ts";

const CURVES = {
  "P-256": { curve: p256, octets: 32 },
  "P-384": { curve: p384, octets: 48 },
  "P-521": { curve: p521, octets: 66 },
  brainpoolP256r1: { curve: brainpoolP256r1, octets: 32 },
  brainpoolP384r1: { curve: brainpoolP384r1, octets: 48 },
  brainpoolP512r1: { curve: brainpoolP512r1, octets: 64 },
} as const;

export interface EcdsaCheck {
  readonly curve: Curve;
  /** SEC 1 encoded point. */
  readonly point: Uint8Array;
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
}

/** False also for a signature that is not strict DER, a number out of range and a point off the curve. */
export function verifyEcdsa({ curve, point, digest, signature }: EcdsaCheck): boolean {
  const { curve: group, octets } = CURVES[curve];
  try {
    const compact = toCompact(signature, octets);
    return group.verify(compact, digest, point, { prehash: false, lowS: false, format: "compact" });
  } catch {
    // The curve library throws for a point off the curve and for r or s of zero; both are "not valid".
    return false;
  }
}

function toCompact(signature: Uint8Array, octets: number): Uint8Array {
  const outer = readSingle(signature);
  const reader = new DerReader(outer.tag === TAG.sequence ? outer.content : new Uint8Array());
  const numbers = [reader.read(TAG.integer), reader.read(TAG.integer)].map(readUnsigned);
  reader.finish();
  const compact = new Uint8Array(2 * octets);
  for (const [index, number] of numbers.entries()) {
    if (number.length > octets) malformed("number too large");
    compact.set(number, (index + 1) * octets - number.length);
  }
  return compact;
}
