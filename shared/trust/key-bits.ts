/** The bits of a public key, over which key identifiers and OCSP certificate identifiers are taken. */

import { DerReader, readSingle, TAG } from "../asn1/der.ts";
import { readOctetBits } from "../asn1/primitive.ts";
import { toHex } from "../bytes.ts";
import { hashOf } from "../signature/hash.ts";

/** subjectPublicKey without tag, length and count of unused bits (RFC 5280 4.2.1.2 (1)). Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function keyBits(spki: Uint8Array): Uint8Array {
  const reader = new DerReader(readSingle(spki).content);
  reader.read(TAG.sequence);
  return readOctetBits(reader.read(TAG.bitString));
}

const known = new WeakMap<Uint8Array, string>();

/** SHA-1 of the key bits, lower-case hexadecimal: what a responder is called by (RFC 6960 4.2.1), no protection. */
export function keyHash(spki: Uint8Array): string {
  const hash = known.get(spki) ?? toHex(hashOf("sha1", keyBits(spki)));
  known.set(spki, hash);
  return hash;
}
