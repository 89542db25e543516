/** Builds X.509 version 3 certificates (RFC 5280 4.1) for the practice CA; the caller signs. */

import {
  bitString,
  boolean,
  explicit,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  sequence,
} from "./encode.ts";
import { KEY_USAGES, type KeyUsage } from "./extensions.ts";
import { OID } from "./oids.ts";
import { writeTime } from "./time.ts";

export interface CertificateRequest {
  /** Big-endian, positive. */
  readonly serial: Uint8Array;
  /** DER Names. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly keyUsage: readonly KeyUsage[];
  /** Path length where the subject is a CA; null for an end entity. */
  readonly caPathLength: number | null;
  readonly subjectKeyId: Uint8Array;
  readonly authorityKeyId: Uint8Array;
  readonly policy: string;
  /** DER AlgorithmIdentifier of the signature. */
  readonly signatureAlgorithm: Uint8Array;
  readonly sign: (tbs: Uint8Array) => Uint8Array;
}

/** The certificate, DER. */
export function buildCertificate(request: CertificateRequest): Uint8Array {
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(request.serial),
    request.signatureAlgorithm,
    request.issuer,
    sequence(writeTime(request.notBefore), writeTime(request.notAfter)),
    request.subject,
    request.spki,
    explicit(3, sequence(...extensionsOf(request))),
  );
  return sequence(tbs, request.signatureAlgorithm, bitString(request.sign(tbs)));
}

function extensionsOf(request: CertificateRequest): Uint8Array[] {
  const { caPathLength } = request;
  const constraints = caPathLength === null ? sequence() : sequence(boolean(true), integer(caPathLength));
  const usageBits = request.keyUsage.map((usage) => KEY_USAGES.indexOf(usage));
  return [
    extension(OID.basicConstraints, true, constraints),
    extension(OID.keyUsage, true, namedBits(usageBits)),
    extension(OID.subjectKeyIdentifier, false, octetString(request.subjectKeyId)),
    extension(OID.authorityKeyIdentifier, false, sequence(keyIdentifier(request.authorityKeyId))),
    extension(OID.certificatePolicies, false, sequence(sequence(objectIdentifier(request.policy)))),
  ];
}

/** `[0] IMPLICIT KeyIdentifier` (RFC 5280 4.2.1.1). */
function keyIdentifier(id: Uint8Array): Uint8Array {
  const value = octetString(id);
  value[0] = 0x80;
  return value;
}

function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [boolean(true)] : [];
  return sequence(objectIdentifier(oid), ...flag, octetString(value));
}
