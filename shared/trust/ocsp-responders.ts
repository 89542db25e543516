/** Who may answer for an issuer (RFC 6960 4.2.2.2): itself, or one to whom it issued a certificate for that purpose. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { type StatusQuery, statusQuery } from "./certificate-status.ts";
import { comparableName } from "./comparable-name.ts";
import { inOffice, type Moments } from "./freshness.ts";
import type { OcspResponse } from "./ocsp.ts";
import { namesResponder } from "./ocsp-status.ts";
import { TRUST_OID } from "./oids.ts";
import { DEFAULT_OPTIONS } from "./path-options.ts";
import { applyRules, type CandidatePath } from "./path-rules.ts";
import type { SignatureLedger } from "./signature-ledger.ts";

export interface OcspRespondersContext {
  readonly intermediates: readonly CertificateFacts[];
  readonly ledger: SignatureLedger;
  readonly moments: Moments;
  /** Whether the responder's own certificate was not revoked. */
  readonly isClear: (query: StatusQuery) => boolean;
}

export class OcspResponders {
  readonly #context: OcspRespondersContext;

  constructor(context: OcspRespondersContext) {
    this.#context = context;
  }

  /** LIMIT_EXCEEDED {limit: "path"}. */
  isAuthorized(response: OcspResponse, query: StatusQuery): boolean {
    const { intermediates, ledger } = this.#context;
    const { subject, issuer } = query;
    const name = comparableName(subject.issuer.der);
    const byIssuer = namesResponder(response, { name, spki: issuer.spki });
    if (byIssuer && ledger.check(issuer.publicKey, response) === null) return true;
    return [...response.certificates, ...intermediates].some(
      (candidate) =>
        candidate.extendedKeyUsage?.includes(TRUST_OID.ocspSigning) === true &&
        comparableName(candidate.issuer.der).key === name.key &&
        namesResponder(response, { name: comparableName(candidate.subject.der), spki: candidate.spki }) &&
        ledger.check(candidate.publicKey, response) === null &&
        this.#isDelegate(candidate, response, query),
    );
  }

  /** Issued by the very key that issued the certificate, lawful in its place, and not revoked itself. */
  #isDelegate(
    delegate: CertificateFacts,
    { der, producedAt }: OcspResponse,
    { path, index, issuer }: StatusQuery,
  ): boolean {
    const { ledger, moments, isClear } = this.#context;
    if (ledger.check(issuer.publicKey, delegate) !== null) return false;
    if (delegate.keyUsage && !delegate.keyUsage.includes("digitalSignature")) return false;
    const own: CandidatePath = { ...path, certificates: [delegate, ...path.certificates.slice(index + 1)] };
    const at = inOffice({ der, issued: producedAt }, moments);
    if (applyRules({ path: own, at, options: DEFAULT_OPTIONS }).fault) return false;
    // 4.2.2.2.1: the issuer says that nobody need ask.
    if (delegate.extensions.some(({ oid }) => oid === TRUST_OID.ocspNoCheck)) return true;
    const asked = statusQuery(own, 0);
    return asked !== null && isClear(asked);
  }
}
