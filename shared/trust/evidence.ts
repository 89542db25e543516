/** CRLs and OCSP responses that a caller has at hand, from wherever. */

import { octetString } from "../asn1/encode.ts";
import { toHex } from "../bytes.ts";
import { type Crl, tryCrl } from "./crl.ts";
import { type OcspResponse, tryOcspResponse } from "./ocsp.ts";

export interface Evidence {
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly OcspResponse[];
}

export interface RawEvidence {
  /** DER. */
  readonly crls: readonly Uint8Array[];
  /** DER: OCSPResponse or BasicOCSPResponse. */
  readonly ocspResponses: readonly Uint8Array[];
}

/** All that can help to judge a signature: revocation evidence, and certificates that may stand in a path. */
export interface ValidationMaterial extends RawEvidence {
  /** DER. */
  readonly certificates: readonly Uint8Array[];
}

const MAX_ITEMS = 500;
/** Of all lists, and of all answers. */
const MAX_BYTES = 48 * 1024 * 1024;

/** What can be read of it, within bounds; the rest says nothing. `unreadable`: how many that are. */
export function readEvidence({ crls, ocspResponses }: RawEvidence): Evidence & { unreadable: number } {
  const lists = readWithin(crls, tryCrl);
  const answers = readWithin(ocspResponses, tryOcspResponse);
  return {
    crls: lists.filter((each) => each !== null),
    ocspResponses: answers.filter((each) => each !== null),
    unreadable: [...lists, ...answers].filter((each) => each === null).length,
  };
}

function readWithin<T>(ders: readonly Uint8Array[], read: (der: Uint8Array) => T | null): (T | null)[] {
  let bytes = 0;
  return ders.map((der, index) => {
    bytes += der.length;
    return index < MAX_ITEMS && bytes <= MAX_BYTES ? read(der) : null;
  });
}

/**
 * Whether an answer is to the question that carried `nonce` (RFC 6960 4.4.1): the same one comes back, or none, as from responders
 * that prepare their answers. RFC 8954 wraps the nonce in an OCTET STRING; older services do not.
 */
export function answersNonce({ nonce: given }: OcspResponse, nonce: Uint8Array): boolean {
  return given === null || given === toHex(octetString(nonce)) || given === toHex(nonce);
}
