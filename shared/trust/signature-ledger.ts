/** Signature checks of one validation: each done once, all of them within a bound, so that no input keeps the engine busy. */

import type { AlgorithmIdentifier } from "../asn1/algorithm.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import { fail } from "../errors.ts";
import { signatureAlgorithm } from "../signature/algorithm.ts";
import { verifySignature } from "../signature/verify.ts";
import type { PathReason } from "./reason.ts";

/** A certificate, CRL or OCSP response: the bytes that were signed, as they stand. */
export interface SignedObject {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/** Work that one validation may cost, in checks by an RSA key of 2048 bits (one to three milliseconds). */
const MAX_COST = 250;

/** What all validations of one file may cost together: a real signature costs about twenty. */
const MAX_SHARED_COST = 3000;

/** Shared by the validations of one file, so that many bounded ones do not add up to a hang. */
export class SharedWork {
  #left: number;

  constructor(most = MAX_SHARED_COST) {
    this.#left = most;
  }

  /** LIMIT_EXCEEDED {limit: "path"} when it is used up. */
  spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) fail("LIMIT_EXCEEDED", { limit: "path" });
  }
}

export class SignatureLedger {
  readonly #results = new Map<PublicKey, Map<SignedObject, PathReason | null>>();
  readonly #shared: SharedWork | undefined;
  #cost = 0;

  constructor(shared?: SharedWork) {
    this.#shared = shared;
  }

  /** null: the key made this signature. LIMIT_EXCEEDED {limit: "path"} when the work is used up. */
  check(key: PublicKey, object: SignedObject): PathReason | null {
    const ofKey = this.#results.get(key) ?? new Map<SignedObject, PathReason | null>();
    this.#results.set(key, ofKey);
    const earlier = ofKey.get(object);
    if (earlier !== undefined) return earlier;
    const cost = costOf(key, object);
    this.#cost += cost;
    this.#shared?.spend(cost);
    if (this.#cost > MAX_COST) fail("LIMIT_EXCEEDED", { limit: "path" });
    const result = verify(key, object);
    ofKey.set(object, result);
    return result;
  }
}

function verify(key: PublicKey, { tbs, signatureAlgorithm: identifier, signature }: SignedObject) {
  const algorithm = signatureAlgorithm(identifier);
  if (!algorithm) return "policy:signature-algorithm";
  const { valid, reason } = verifySignature({ key, algorithm, signed: { message: tbs }, signature });
  if (valid) return null;
  return reason.startsWith("policy:") ? (reason as PathReason) : "signature";
}

/** Exponentiation grows with the square of the modulus and with the exponent, curves in their own way, hashing with the length. */
function costOf(key: PublicKey, { tbs }: SignedObject): number {
  const hashing = tbs.length / 200_000;
  if (key.kind === "rsa") return hashing + (key.bits / 2048) ** 2 * Math.max(1, key.exponent.length / 3);
  return hashing + (key.kind === "ec" ? 5 * (key.bits / 256) : 8);
}
