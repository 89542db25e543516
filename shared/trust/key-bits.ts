/** The bits of a public key, over which key identifiers and OCSP certificate identifiers are taken. */

import { DerReader, readSingle, TAG } from "../asn1/der.ts";
import { readOctetBits } from "../asn1/primitive.ts";

/** subjectPublicKey without tag, length and count of unused bits (RFC 5280 4.2.1.2 (1)). Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function keyBits(spki: Uint8Array): Uint8Array {
  const reader = new DerReader(readSingle(spki).content);
  reader.read(TAG.sequence);
  return readOctetBits(reader.read(TAG.bitString));
}
