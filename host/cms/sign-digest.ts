/** The signing side of CMS: a document's digest in, a finished signature out. The bytes that are signed are built here, never taken. */

import { constants, createHash, type KeyLike, verify, X509Certificate } from "node:crypto";
import { readCertificate } from "#shared/asn1/certificate.ts";
import {
  type SignatureProfile,
  type SigningDigest,
  signedAttributes,
} from "#shared/cms/signed-attributes.ts";
import { signedData } from "#shared/cms/signed-data.ts";
import { fail } from "#shared/errors.ts";
import type { SignatureScheme, TokenSigner } from "../token/driver.ts";

export interface SignDigestRequest {
  readonly session: TokenSigner;
  /** Digest of the document's signed ranges (pades) or of the file (cades). */
  readonly digest: Uint8Array;
  readonly digestAlgorithm: SigningDigest;
  readonly format: SignatureProfile;
  /** For an RSA key; an elliptic one signs ECDSA. */
  readonly padding: "pkcs1" | "pss";
  /** The time-stamp token over the signature value (level B-T); absent: level B-B. */
  readonly stamp?: ((signature: Uint8Array) => Promise<Uint8Array>) | undefined;
}

const DIGEST_BYTES: Readonly<Record<SigningDigest, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/**
 * The finished CMS, DER. Errors: INVALID_ARGUMENT where the digest has another length than its algorithm,
 * TOKEN_UNSUITABLE for a key of another kind than RSA or EC, SELF_CHECK_FAILED where the token's signature does not
 * verify by its own certificate, and those of `TokenSession.sign` and of `stamp`.
 */
export async function signDigest(request: SignDigestRequest, signal?: AbortSignal): Promise<Uint8Array> {
  const { session, digest, digestAlgorithm, format } = request;
  if (digest.length !== DIGEST_BYTES[digestAlgorithm]) fail("INVALID_ARGUMENT", { what: "digest" });
  const { der, chain } = session.certificate;
  const scheme = schemeOf(der, request.padding);
  const attributes = signedAttributes({ digest, digestAlgorithm, signerCertificate: der, profile: format });
  const attributesDigest = createHash(digestAlgorithm).update(attributes).digest();
  const signature = await session.sign({ digest: attributesDigest, digestAlgorithm, scheme }, signal);
  const proof = { der, attributes, digestAlgorithm, scheme, signature };
  if (!isRight(proof)) fail("SELF_CHECK_FAILED", { scheme });
  return signedData({
    signedAttributes: attributes,
    signature,
    digestAlgorithm,
    scheme,
    certificates: [der, ...chain],
    timestamp: await request.stamp?.(signature),
  });
}

function schemeOf(certificate: Uint8Array, padding: "pkcs1" | "pss"): SignatureScheme {
  const { kind } = readCertificate(certificate).key;
  if (kind === "rsa") return padding === "pss" ? "rsa-pss" : "rsa-pkcs1";
  return kind === "ec" ? "ecdsa" : fail("TOKEN_UNSUITABLE", { reason: "ALGORITHM" });
}

interface Proof {
  readonly der: Uint8Array;
  readonly attributes: Uint8Array;
  readonly digestAlgorithm: SigningDigest;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
}

/** A token that signs with another key than its certificate's, or garbage, is caught before anything leaves. */
function isRight({ der, attributes, digestAlgorithm, scheme, signature }: Proof): boolean {
  const key: KeyLike = new X509Certificate(der).publicKey;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const options = scheme === "rsa-pss" ? { key, ...pss } : key;
  return verify(digestAlgorithm, attributes, options, signature);
}
