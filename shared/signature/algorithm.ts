/** Signature algorithms: from their AlgorithmIdentifier in certificates and signed messages to what has to be computed. */

import {
  type AlgorithmIdentifier,
  isPlain,
  type PssParameters,
  readPssParameters,
} from "../asn1/algorithm.ts";
import { OID } from "../asn1/oids.ts";
import { type HashName, hashByOid } from "./hash.ts";

export type SignatureAlgorithm =
  | { readonly kind: "rsa-pkcs1"; readonly hash: HashName }
  | {
      readonly kind: "rsa-pss";
      readonly hash: HashName;
      readonly mgfHash: HashName;
      /** Octets. */
      readonly saltLength: number;
    }
  | { readonly kind: "ecdsa"; readonly hash: HashName }
  | { readonly kind: "ed25519" };

/** RFC 8017 A.2.4, RFC 3279 2.2, RFC 5758 3, NIST CSOR (SHA-3). */
const BY_OID: Readonly<Record<string, SignatureAlgorithm>> = {
  "1.2.840.113549.1.1.5": { kind: "rsa-pkcs1", hash: "sha1" },
  "1.3.14.3.2.29": { kind: "rsa-pkcs1", hash: "sha1" },
  "1.2.840.113549.1.1.14": { kind: "rsa-pkcs1", hash: "sha224" },
  [OID.sha256WithRsa]: { kind: "rsa-pkcs1", hash: "sha256" },
  [OID.sha384WithRsa]: { kind: "rsa-pkcs1", hash: "sha384" },
  [OID.sha512WithRsa]: { kind: "rsa-pkcs1", hash: "sha512" },
  "1.2.840.113549.1.1.15": { kind: "rsa-pkcs1", hash: "sha512-224" },
  "1.2.840.113549.1.1.16": { kind: "rsa-pkcs1", hash: "sha512-256" },
  "2.16.840.1.101.3.4.3.13": { kind: "rsa-pkcs1", hash: "sha3-224" },
  "2.16.840.1.101.3.4.3.14": { kind: "rsa-pkcs1", hash: "sha3-256" },
  "2.16.840.1.101.3.4.3.15": { kind: "rsa-pkcs1", hash: "sha3-384" },
  "2.16.840.1.101.3.4.3.16": { kind: "rsa-pkcs1", hash: "sha3-512" },
  "1.2.840.10045.4.1": { kind: "ecdsa", hash: "sha1" },
  "1.2.840.10045.4.3.1": { kind: "ecdsa", hash: "sha224" },
  [OID.ecdsaWithSha256]: { kind: "ecdsa", hash: "sha256" },
  [OID.ecdsaWithSha384]: { kind: "ecdsa", hash: "sha384" },
  [OID.ecdsaWithSha512]: { kind: "ecdsa", hash: "sha512" },
  "2.16.840.1.101.3.4.3.9": { kind: "ecdsa", hash: "sha3-224" },
  "2.16.840.1.101.3.4.3.10": { kind: "ecdsa", hash: "sha3-256" },
  "2.16.840.1.101.3.4.3.11": { kind: "ecdsa", hash: "sha3-384" },
  "2.16.840.1.101.3.4.3.12": { kind: "ecdsa", hash: "sha3-512" },
};

/**
 * The algorithm an identifier names; null where unknown or its parameters are not lawful.
 * `digest` is the digestAlgorithm beside it, for identifiers that name only the key (RFC 3370 3.2: rsaEncryption).
 */
export function signatureAlgorithm(
  identifier: AlgorithmIdentifier,
  digest: HashName | null = null,
): SignatureAlgorithm | null {
  if (identifier.oid === OID.rsaPss) return pssAlgorithm(identifier);
  if (identifier.oid === OID.ed25519) return identifier.parameters === null ? { kind: "ed25519" } : null;
  if (!isPlain(identifier)) return null;
  if (identifier.oid === OID.rsaEncryption) return digest ? { kind: "rsa-pkcs1", hash: digest } : null;
  if (identifier.oid === OID.ecPublicKey) return digest ? { kind: "ecdsa", hash: digest } : null;
  return BY_OID[identifier.oid] ?? null;
}

/** RFC 4055 3.1: in a signature the parameters must be present. */
function pssAlgorithm(identifier: AlgorithmIdentifier): SignatureAlgorithm | null {
  if (!identifier.parameters) return null;
  return pssOf(readPssParametersOrNull(identifier));
}

function readPssParametersOrNull(identifier: AlgorithmIdentifier): PssParameters | null {
  try {
    return identifier.parameters && readPssParameters(identifier.parameters);
  } catch {
    return null;
  }
}

function pssOf(parameters: PssParameters | null): SignatureAlgorithm | null {
  const hash = parameters && hashByOid(parameters.hash);
  const mgfHash = parameters && hashByOid(parameters.mgfHash);
  // RFC 8017 A.2.3: trailerField 1 is the only one.
  if (!hash || !mgfHash || parameters.trailer !== 1) return null;
  return { kind: "rsa-pss", hash, mgfHash, saltLength: parameters.saltLength };
}
