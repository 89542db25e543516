/** Puts a signature into SignedData (RFC 5652 5.1): detached, one signer, certificates of the path inside. */

import { readCertificate } from "../asn1/certificate.ts";
import { contextTag, TAG } from "../asn1/der.ts";
import {
  encode,
  explicit,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  retag,
  sequence,
  setOf,
} from "../asn1/encode.ts";
import { OID } from "../asn1/oids.ts";
import { fail } from "../errors.ts";
import { hashLength, hashOid } from "../signature/hash.ts";
import { digestIdentifier, type SigningDigest } from "./signed-attributes.ts";
import { timestampAttributes } from "./time-stamped.ts";

type SigningScheme = "rsa-pkcs1" | "rsa-pss" | "ecdsa";

export interface SignedDataRequest {
  /** As `signedAttributes` gave them. */
  readonly signedAttributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly digestAlgorithm: SigningDigest;
  readonly scheme: SigningScheme;
  /** DER, the signer's first. */
  readonly certificates: readonly Uint8Array[];
  /** Token over the signature value (RFC 3161 appendix A), DER. */
  readonly timestamp?: Uint8Array | undefined;
}

/** ContentInfo, DER. Errors: INVALID_ARGUMENT where the first certificate is none or missing. */
export function signedData(request: SignedDataRequest): Uint8Array {
  const [leaf] = request.certificates;
  if (!leaf) return fail("INVALID_ARGUMENT", { what: "certificates" });
  const content = sequence(
    integer(1),
    setOf([digestIdentifier(request.digestAlgorithm)]),
    sequence(objectIdentifier(OID.data)),
    // CertificateSet is a SET OF: ordered in DER (RFC 5652 10.2.3).
    setOf(request.certificates, contextTag(0)),
    setOf([signerInfo(request, leaf)]),
  );
  return sequence(objectIdentifier(OID.signedData), explicit(0, content));
}

/** SignerInfo version 1, the signer named by issuer and serial number (RFC 5652 5.3). */
function signerInfo(request: SignedDataRequest, leaf: Uint8Array): Uint8Array {
  const { issuer, serial } = readCertificate(leaf);
  return sequence(
    integer(1),
    sequence(issuer.der, encode(TAG.integer, serial)),
    digestIdentifier(request.digestAlgorithm),
    retag(contextTag(0), request.signedAttributes),
    signatureIdentifier(request.scheme, request.digestAlgorithm),
    octetString(request.signature),
    ...(request.timestamp ? [timestampAttributes(request.timestamp)] : []),
  );
}

const ECDSA_OID: Readonly<Record<SigningDigest, string>> = {
  sha256: OID.ecdsaWithSha256,
  sha384: OID.ecdsaWithSha384,
  sha512: OID.ecdsaWithSha512,
};

const RSA_OID: Readonly<Record<SigningDigest, string>> = {
  sha256: OID.sha256WithRsa,
  sha384: OID.sha384WithRsa,
  sha512: OID.sha512WithRsa,
};

/** DER AlgorithmIdentifier of the signature (RFC 5754 3; RFC 4056 2.2 for PSS). */
function signatureIdentifier(scheme: SigningScheme, digest: SigningDigest): Uint8Array {
  switch (scheme) {
    case "ecdsa":
      return sequence(objectIdentifier(ECDSA_OID[digest]));
    case "rsa-pkcs1":
      return sequence(objectIdentifier(RSA_OID[digest]), nullValue());
    case "rsa-pss":
      return sequence(objectIdentifier(OID.rsaPss), pssParameters(digest));
  }
}

/** RSASSA-PSS-params (RFC 8017 A.2.3): hash = MGF1 hash, salt = digest length; trailer 1 is the DEFAULT, left out. */
function pssParameters(digest: SigningDigest): Uint8Array {
  const hash = sequence(objectIdentifier(hashOid(digest)), nullValue());
  const mgf1 = sequence(objectIdentifier(OID.mgf1), hash);
  return sequence(explicit(0, hash), explicit(1, mgf1), explicit(2, integer(hashLength(digest))));
}

/** Attributes, headers and the names repeated in them stay below this beside the certificates themselves. */
const FRAME_BYTES = 1024;
/** Room for a signature by the largest key in use (RSA 8192). */
const SIGNATURE_BYTES = 1024;

/** Room for a time-stamp token with the certificates of its authority; real ones stay below 8 KiB. */
export const TOKEN_BYTES = 24 * 1024;

export interface CmsSizeRequest {
  /** DER, the signer's first. */
  readonly certificates: readonly Uint8Array[];
  readonly hasTimestamp?: boolean;
}

/** Bytes a finished CMS over these certificates can have at most. */
export function cmsSizeBound({ certificates, hasTimestamp = false }: CmsSizeRequest): number {
  const [leaf] = certificates;
  const names = leaf ? 2 * readCertificate(leaf).issuer.der.length : 0;
  const embedded = certificates.reduce((sum, certificate) => sum + certificate.length, 0);
  return embedded + names + FRAME_BYTES + SIGNATURE_BYTES + (hasTimestamp ? TOKEN_BYTES : 0);
}
