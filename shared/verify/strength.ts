/** Until when the algorithms and keys of a path prove something (TS 119 312; EN 319 102-1 5.2.8). */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import { type SignatureAlgorithm, signatureAlgorithm } from "../signature/algorithm.ts";
import type { HashName } from "../signature/hash.ts";
import { hashSunset, keySunset } from "../signature/policy.ts";
import type { CandidatePath } from "../trust/path-rules.ts";

/** When a signature by this key and algorithm stops to prove anything new; null: not foreseen. */
export function sunsetOf(key: PublicKey, algorithm: SignatureAlgorithm): Date | null {
  const hash = algorithm.kind === "ed25519" ? null : hashSunset(algorithm.hash);
  return earlier(hash, keySunset(key, algorithm));
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}

/** Of the signature on the certificate at `index`, by the key above it. `never`: it is one that nobody here knows. */
export function certificateSunset(
  { certificates, anchor }: CandidatePath,
  index: number,
): Date | null | "never" {
  const subject = certificates[index];
  const algorithm = subject && signatureAlgorithm(subject.signatureAlgorithm);
  if (!algorithm) return "never";
  const { publicKey } = certificates[index + 1] ?? anchor;
  return index === 0 && isExcepted({ certificates, anchor })
    ? keySunset(publicKey, algorithm)
    : sunsetOf(publicKey, algorithm);
}

export interface StrengthQuestion {
  readonly certificate: CertificateFacts;
  readonly algorithm: SignatureAlgorithm;
  /** Hash that stands for the document, or for what is stamped. */
  readonly digest: HashName;
  readonly at: Date;
}

/** Every algorithm from the document to the anchor's key must still prove something at that time. */
export function isWeak(
  { certificate, algorithm, digest, at }: StrengthQuestion,
  path: CandidatePath,
): boolean {
  const sunsets = [
    hashSunset(digest),
    sunsetOf(certificate.publicKey, algorithm),
    ...path.certificates.map((_, index) => certificateSunset(path, index)),
  ];
  return sunsets.some((sunset) => sunset === "never" || (sunset !== null && sunset <= at));
}

/** A leaf signed with SHA-1 straight under an anchor that was known to issue such: a collision must be planted at issuance. */
export function isExcepted({ certificates, anchor }: CandidatePath): boolean {
  const [leaf] = certificates;
  if (!leaf || certificates.length !== 1 || anchor.sha1LeavesBefore === null) return false;
  const algorithm = signatureAlgorithm(leaf.signatureAlgorithm);
  const isSha1 = algorithm?.kind === "rsa-pkcs1" && algorithm.hash === "sha1";
  return isSha1 && leaf.notBefore < anchor.sha1LeavesBefore;
}
