/** Which keys and algorithms are looked at at all, and until when they prove something (ETSI TS 119 312 v1.5.1). */

import type { PublicKey } from "../asn1/public-key.ts";
import type { SignatureAlgorithm } from "./algorithm.ts";
import { type HashName, hashOid } from "./hash.ts";

/** Reasons why policy refuses before anything is computed. */
export type PolicyReason =
  | "policy:key-kind"
  | "policy:key-size"
  | "policy:exponent"
  | "policy:key-algorithm"
  | "policy:pss-key-parameters";

/** Bits of an RSA modulus that are computed with; smaller ones prove nothing, larger ones only cost time. */
const RSA_BITS = { least: 1024, most: 16_384 } as const;
/** Octets of an RSA exponent; real ones have at most three. */
const EXPONENT_OCTETS = 8;

/** null where the pair may be computed. */
export function refusedByPolicy(key: PublicKey, algorithm: SignatureAlgorithm): PolicyReason | null {
  if (key.kind === "other") return "policy:key-kind";
  if (!agree(key, algorithm)) return "policy:key-algorithm";
  if (key.kind !== "rsa") return null;
  if (key.bits < RSA_BITS.least || key.bits > RSA_BITS.most) return "policy:key-size";
  const { exponent } = key;
  const odd = ((exponent.at(-1) ?? 0) & 1) === 1;
  // RFC 8017 3.1: e is odd and at least 3.
  if (!odd || exponent.length > EXPONENT_OCTETS || (exponent.length === 1 && exponent[0] === 1)) {
    return "policy:exponent";
  }
  return algorithm.kind === "rsa-pss" && !boundByKey(key, algorithm) ? "policy:pss-key-parameters" : null;
}

function agree(key: PublicKey, algorithm: SignatureAlgorithm): boolean {
  if (key.kind === "rsa") {
    return algorithm.kind === "rsa-pss" || (algorithm.kind === "rsa-pkcs1" && !key.pssOnly);
  }
  return algorithm.kind === (key.kind === "ec" ? "ecdsa" : "ed25519");
}

/** RFC 4055 3.3: hash and mask of the key's parameters bind, its salt length is the least allowed. */
function boundByKey(
  key: Extract<PublicKey, { kind: "rsa" }>,
  algorithm: Extract<SignatureAlgorithm, { kind: "rsa-pss" }>,
): boolean {
  const { pss } = key;
  if (!pss) return true;
  return (
    pss.hash === hashOid(algorithm.hash) &&
    pss.mgfHash === hashOid(algorithm.mgfHash) &&
    pss.trailer === 1 &&
    algorithm.saltLength >= pss.saltLength
  );
}

/** Day from which an algorithm proves nothing new (TS 119 312 v1.5.1 tables 1 and 6, as DSS reads them); null: none. */
const HASH_SUNSET: Partial<Record<HashName, string>> = {
  sha1: "2012-08-01",
  sha224: "2029-01-01",
  "sha512-224": "2029-01-01",
  "sha3-224": "2029-01-01",
};

export function hashSunset(hash: HashName): Date | null {
  const day = HASH_SUNSET[hash];
  return day ? new Date(`${day}T00:00:00Z`) : null;
}

export function keySunset(key: PublicKey, algorithm: SignatureAlgorithm): Date | null {
  const day = key.kind === "rsa" ? rsaSunset(key.bits, algorithm) : null;
  return day ? new Date(`${day}T00:00:00Z`) : null;
}

function rsaSunset(bits: number, algorithm: SignatureAlgorithm): string | null {
  if (bits < 1900) return "2019-10-01";
  if (bits < 3000) return "2029-01-01";
  return algorithm.kind === "rsa-pkcs1" ? "2029-01-01" : null;
}
