/** CRLs and OCSP responses that a caller has at hand, from wherever. */

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

/** What can be read of it; the rest says nothing. `unreadable`: how many that are. */
export function readEvidence({ crls, ocspResponses }: RawEvidence): Evidence & { unreadable: number } {
  const lists = crls.map(tryCrl);
  const answers = ocspResponses.map(tryOcspResponse);
  return {
    crls: lists.filter((each) => each !== null),
    ocspResponses: answers.filter((each) => each !== null),
    unreadable: [...lists, ...answers].filter((each) => each === null).length,
  };
}
