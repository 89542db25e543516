/** SubjectPublicKeyInfo (RFC 5280 4.1.2.7): the key itself, checked for form only. */

import {
  type AlgorithmIdentifier,
  type PssParameters,
  readAlgorithm,
  readPssParameters,
} from "./algorithm.ts";
import { DerReader, malformed, readSingle, TAG } from "./der.ts";
import { OID } from "./oids.ts";
import { readOctetBits, readOid, readUnsigned } from "./primitive.ts";

export type Curve = "P-256" | "P-384" | "P-521" | "brainpoolP256r1" | "brainpoolP384r1" | "brainpoolP512r1";

export type PublicKey =
  | {
      readonly kind: "rsa";
      /** Big-endian, no sign octet. */
      readonly modulus: Uint8Array;
      readonly exponent: Uint8Array;
      readonly bits: number;
      /** The key may sign only RSASSA-PSS (id-RSASSA-PSS). */
      readonly pssOnly: boolean;
      /** What a signature by an id-RSASSA-PSS key must use (RFC 4055 3.1); null where the key binds nothing. */
      readonly pss: PssParameters | null;
    }
  | { readonly kind: "ec"; readonly curve: Curve; readonly point: Uint8Array; readonly bits: number }
  | { readonly kind: "ed25519"; readonly point: Uint8Array; readonly bits: 256 }
  | { readonly kind: "other"; readonly oid: string; readonly bits: 0 };

const CURVES: Readonly<Record<string, { curve: Curve; bits: number; octets: number }>> = {
  [OID.p256]: { curve: "P-256", bits: 256, octets: 32 },
  [OID.p384]: { curve: "P-384", bits: 384, octets: 48 },
  [OID.p521]: { curve: "P-521", bits: 521, octets: 66 },
  [OID.brainpoolP256r1]: { curve: "brainpoolP256r1", bits: 256, octets: 32 },
  [OID.brainpoolP384r1]: { curve: "brainpoolP384r1", bits: 384, octets: 48 },
  [OID.brainpoolP512r1]: { curve: "brainpoolP512r1", bits: 512, octets: 64 },
};

/** The key in a DER SubjectPublicKeyInfo. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readPublicKey(spki: Uint8Array): PublicKey {
  const outer = readSingle(spki);
  if (outer.tag !== TAG.sequence) malformed("public key");
  const reader = new DerReader(outer.content);
  const algorithm = readAlgorithm(reader.read(TAG.sequence));
  const bits = readOctetBits(reader.read(TAG.bitString));
  reader.finish();
  if (algorithm.oid === OID.rsaEncryption || algorithm.oid === OID.rsaPss) return readRsa(algorithm, bits);
  if (algorithm.oid === OID.ecPublicKey) return readEc(algorithm, bits);
  if (algorithm.oid === OID.ed25519) {
    if (algorithm.parameters || bits.length !== 32) malformed("ed25519 key");
    return { kind: "ed25519", point: bits, bits: 256 };
  }
  return { kind: "other", oid: algorithm.oid, bits: 0 };
}

/** RSAPublicKey (RFC 8017 A.1.1). */
function readRsa(algorithm: AlgorithmIdentifier, bits: Uint8Array): PublicKey {
  const outer = new DerReader(bits);
  const reader = outer.enter(TAG.sequence);
  outer.finish();
  const modulus = readUnsigned(reader.read(TAG.integer));
  const exponent = readUnsigned(reader.read(TAG.integer));
  reader.finish();
  const pssOnly = algorithm.oid === OID.rsaPss;
  return {
    kind: "rsa",
    modulus,
    exponent,
    bits: bitLength(modulus),
    pssOnly,
    pss: pssOnly && algorithm.parameters ? readPssParameters(algorithm.parameters) : null,
  };
}

/** RFC 5480 2.1.1: only named curves; explicit parameters could hide a curve with a known key. */
function readEc(algorithm: AlgorithmIdentifier, point: Uint8Array): PublicKey {
  const known = algorithm.parameters?.tag === TAG.oid ? CURVES[readOid(algorithm.parameters)] : undefined;
  if (!known) return { kind: "other", oid: algorithm.oid, bits: 0 };
  const [form] = point;
  const length = form === 4 ? 1 + 2 * known.octets : form === 2 || form === 3 ? 1 + known.octets : 0;
  if (point.length !== length) malformed("curve point");
  return { kind: "ec", curve: known.curve, point, bits: known.bits };
}

function bitLength(bytes: Uint8Array): number {
  const [first = 0] = bytes;
  return first === 0 ? 0 : bytes.length * 8 - Math.clz32(first) + 24;
}
