/** Signed attributes of a CAdES signature (RFC 5652 5.3, 11; RFC 5035 3; EN 319 122-1 5; EN 319 142-1 6.3). */

import { sha256 } from "@noble/hashes/sha2.js";
import { readCertificate } from "../asn1/certificate.ts";
import { contextTag, TAG } from "../asn1/der.ts";
import { encode, objectIdentifier, octetString, sequence, setOf } from "../asn1/encode.ts";
import { OID } from "../asn1/oids.ts";
import { writeTime } from "../asn1/time.ts";
import { hashOid } from "../signature/hash.ts";

/** "pades": in a PDF, where the claimed time stands in /M; "cades": a `.p7s` of its own. */
export type SignatureProfile = "pades" | "cades";

export type SigningDigest = "sha256" | "sha384" | "sha512";

export interface AttributesRequest {
  /** Digest of the signed content. */
  readonly digest: Uint8Array;
  readonly digestAlgorithm: SigningDigest;
  /** DER. */
  readonly signerCertificate: Uint8Array;
  readonly profile: SignatureProfile;
  /** signing-time for "cades"; now where absent. */
  readonly time?: Date;
}

/** DER SET OF Attribute: what is hashed and signed. Errors: INVALID_ARGUMENT where the certificate is none. */
export function signedAttributes(request: AttributesRequest): Uint8Array {
  const attributes = [
    attribute(OID.contentType, objectIdentifier(OID.data)),
    attribute(OID.messageDigest, octetString(request.digest)),
    attribute(OID.signingCertificateV2, signingCertificate(request.signerCertificate)),
  ];
  // EN 319 142-1 6.3: no signing-time in a PDF. EN 319 122-1 6.3: wanted in a CAdES signature.
  if (request.profile === "cades") {
    attributes.push(attribute(OID.signingTime, writeTime(request.time ?? new Date())));
  }
  return setOf(attributes);
}

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(oid), setOf([value]));
}

/**
 * SigningCertificateV2 (RFC 5035 3): ESSCertIDv2 by SHA-256, which is the DEFAULT and so left out in DER, and the
 * issuer and serial number, so that no other certificate over the same key can take its place.
 */
function signingCertificate(der: Uint8Array): Uint8Array {
  const { issuer, serial } = readCertificate(der);
  const directoryName = encode(contextTag(4), issuer.der);
  const issuerSerial = sequence(sequence(directoryName), encode(TAG.integer, serial));
  return sequence(sequence(sequence(octetString(sha256(der)), issuerSerial)));
}

/** DER AlgorithmIdentifier of a digest, parameters absent (RFC 5754 2). */
export function digestIdentifier(algorithm: SigningDigest): Uint8Array {
  return sequence(objectIdentifier(hashOid(algorithm)));
}
