/** The one raw signature check of the product: a key, an algorithm, what was signed, a signature value. Synchronous, alike everywhere. */

import { ed25519 } from "@noble/curves/ed25519.js";
import type { PublicKey } from "../asn1/public-key.ts";
import type { SignatureAlgorithm } from "./algorithm.ts";
import { verifyEcdsa } from "./ecdsa.ts";
import { hashLength, hashOf } from "./hash.ts";
import { type PolicyReason, refusedByPolicy } from "./policy.ts";
import { verifyPkcs1, verifyPss } from "./rsa.ts";

/** What was signed: all of it, or its digest by the algorithm's hash where it is too large to hold. */
type Signed = { readonly message: Uint8Array } | { readonly digest: Uint8Array };

export interface SignatureCheck {
  readonly key: PublicKey;
  readonly algorithm: SignatureAlgorithm;
  readonly signed: Signed;
  readonly signature: Uint8Array;
}

type CheckReason = PolicyReason | "wrong" | "digest-length" | "message-needed";

export type CheckResult =
  | { readonly valid: true; readonly reason: null }
  | { readonly valid: false; readonly reason: CheckReason };

/** Never throws: whatever cannot be right is `valid: false` with its reason. */
export function verifySignature(check: SignatureCheck): CheckResult {
  const refused = refusedByPolicy(check.key, check.algorithm);
  if (refused) return { valid: false, reason: refused };
  if (check.algorithm.kind === "ed25519") return verifyEd25519(check);
  const digest =
    "digest" in check.signed ? check.signed.digest : hashOf(check.algorithm.hash, check.signed.message);
  if (digest.length !== hashLength(check.algorithm.hash)) return { valid: false, reason: "digest-length" };
  return verifyDigest(check, digest) ? { valid: true, reason: null } : { valid: false, reason: "wrong" };
}

function verifyDigest({ key, algorithm, signature }: SignatureCheck, digest: Uint8Array): boolean {
  if (key.kind === "rsa" && algorithm.kind === "rsa-pkcs1") {
    return verifyPkcs1({ key, hash: algorithm.hash, digest, signature });
  }
  if (key.kind === "rsa" && algorithm.kind === "rsa-pss") {
    return verifyPss({ ...algorithm, key, digest, signature });
  }
  return key.kind === "ec" && verifyEcdsa({ curve: key.curve, point: key.point, digest, signature });
}

/** RFC 8032 5.1.7 as written (no ZIP-215 leniency); PureEdDSA needs the message itself. */
function verifyEd25519({ key, signed, signature }: SignatureCheck): CheckResult {
  if (!("message" in signed)) return { valid: false, reason: "message-needed" };
  if (key.kind !== "ed25519" || !isEd25519(key.point, signed.message, signature)) {
    return { valid: false, reason: "wrong" };
  }
  return { valid: true, reason: null };
}

function isEd25519(point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return signature.length === 64 && ed25519.verify(signature, message, point, { zip215: false });
  } catch {
    // The curve library throws for an encoding that is no point.
    return false;
  }
}
