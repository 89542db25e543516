/** OCSP requests (RFC 6960 4.1): one certificate a request, unsigned. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { TAG } from "../asn1/der.ts";
import { encode, explicit, nullValue, objectIdentifier, octetString, sequence } from "../asn1/encode.ts";
import { OID } from "../asn1/oids.ts";
import { hashOf } from "../signature/hash.ts";
import { keyBits } from "./key-bits.ts";
import { TRUST_OID } from "./oids.ts";
import type { IssuerKey } from "./wishes.ts";

export interface OcspQuestion {
  readonly certificate: CertificateFacts;
  readonly issuer: IssuerKey;
  /** 1 to 32 octets (RFC 8954 2.1); null: also an answer that was prepared earlier will do. */
  readonly nonce: Uint8Array | null;
}

/** DER OCSPRequest. Errors: INVALID_ARGUMENT {what: "asn1"} for a key that is none. */
export function encodeOcspRequest({ certificate, issuer, nonce }: OcspQuestion): Uint8Array {
  const extensions = nonce === null ? [] : [explicit(2, sequence(nonceExtension(nonce)))];
  return sequence(sequence(sequence(sequence(certificateId(certificate, issuer))), ...extensions));
}

/** CertID (4.1.1). SHA-1 only names the issuer here, and is what every service knows. */
function certificateId({ issuer: name, serial }: CertificateFacts, { spki }: IssuerKey): Uint8Array {
  return sequence(
    sequence(objectIdentifier(OID.sha1), nullValue()),
    octetString(hashOf("sha1", name.der)),
    octetString(hashOf("sha1", keyBits(spki))),
    encode(TAG.integer, serial),
  );
}

/** The value is an OCTET STRING within extnValue (RFC 8954 2.1). */
function nonceExtension(nonce: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(TRUST_OID.ocspNonce), octetString(octetString(nonce)));
}
