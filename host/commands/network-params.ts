/** What the network commands have in common: a certificate and a key come in, the services that were asked in vain go out. */

import { type CertificateFacts, tryCertificate } from "#shared/asn1/certificate.ts";
import { readPublicKey } from "#shared/asn1/public-key.ts";
import { fromBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Gathered } from "#shared/network/evidence-desk.ts";
import type { Result } from "#shared/protocol/messages.ts";
import type { IssuerKey } from "#shared/trust/wishes.ts";

/** Errors: INVALID_ARGUMENT {field}. */
export function certificateParam(base64: string): CertificateFacts {
  const der = fromBase64(base64);
  return (der && tryCertificate(der)) ?? fail("INVALID_ARGUMENT", { field: "params.certificate" });
}

/** Errors: INVALID_ARGUMENT {field} for what is no SubjectPublicKeyInfo. */
export function issuerParam(base64: string): IssuerKey {
  const spki = fromBase64(base64) ?? fail("INVALID_ARGUMENT", { field: "params.issuer" });
  try {
    readPublicKey(spki);
  } catch (cause) {
    fail("INVALID_ARGUMENT", { field: "params.issuer" }, cause);
  }
  return { spki };
}

export function unansweredResult({ unanswered }: Gathered): Result<"network.ocsp">["unanswered"] {
  return unanswered.map(({ url, fault }) => ({ url, fault }));
}
