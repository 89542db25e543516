/** Who may have signed a CRL (RFC 5280 6.3.3 (f), (g)). */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import type { TrustAnchor } from "./anchor.ts";
import type { StatusQuery } from "./certificate-status.ts";
import { comparableName } from "./comparable-name.ts";
import type { Crl } from "./crl.ts";
import { inOffice, type Moments } from "./freshness.ts";
import { pathExtensions } from "./path-extensions.ts";
import { DEFAULT_OPTIONS } from "./path-options.ts";
import { applyRules, type CandidatePath } from "./path-rules.ts";
import { PathSearch } from "./path-search.ts";
import type { SignatureLedger } from "./signature-ledger.ts";

export interface CrlSignersContext {
  readonly intermediates: readonly CertificateFacts[];
  readonly ledger: SignatureLedger;
  readonly moments: Moments;
  /** Whether nothing was revoked in the path of a signer. */
  readonly isClear: (path: CandidatePath) => boolean;
}

export class CrlSigners {
  readonly #context: CrlSignersContext;
  readonly #holding = new Map<string, boolean>();

  constructor(context: CrlSignersContext) {
    this.#context = context;
  }

  /** The key that signed the list and may do so for the certificate; null: nobody's. LIMIT_EXCEEDED {limit: "path"}. */
  find(crl: Crl, query: StatusQuery): PublicKey | null {
    const { subject, issuer, path } = query;
    const { anchor } = path;
    const own = comparableName(subject.issuer.der).key === crl.issuer.key;
    if (own && maySignCrls(issuer.certificate) && this.#signed(crl, issuer.publicKey))
      return issuer.publicKey;
    const ofAnchor = anchor.subject.key === crl.issuer.key && maySignCrls(anchor.certificate);
    if (ofAnchor && this.#signed(crl, anchor.publicKey)) return anchor.publicKey;
    return this.#another(crl, query, own);
  }

  /** Another holder of the CRL issuer's name: a second key of the authority, or the issuer of an indirect list. */
  #another(crl: Crl, query: StatusQuery, own: boolean): PublicKey | null {
    const found = [...query.path.certificates, ...this.#context.intermediates].find(
      (candidate) =>
        comparableName(candidate.subject.der).key === crl.issuer.key &&
        isNamedSigner(candidate) &&
        (!own || isSibling(candidate, query)) &&
        this.#signed(crl, candidate.publicKey) &&
        (isOwnJudge(candidate, query) || this.#holds(candidate, query.path.anchor, crl)),
    );
    return found?.publicKey ?? null;
  }

  #signed(crl: Crl, key: PublicKey): boolean {
    return this.#context.ledger.check(key, crl) === null;
  }

  /** Whether a signer has a path of its own to that anchor, and nothing in it was revoked. */
  #holds(signer: CertificateFacts, anchor: TrustAnchor, { der, thisUpdate }: Crl): boolean {
    const { intermediates, ledger, moments, isClear } = this.#context;
    const at = inOffice({ der, issued: thisUpdate }, moments);
    const key = `${signer.sha256} ${anchor.certificateSha256} ${at.getTime()}`;
    const known = this.#holding.get(key);
    if (known !== undefined) return known;
    const search = new PathSearch({ leaf: signer, intermediates, anchors: [anchor], at, ledger });
    let holds = false;
    for (const path of search.paths()) {
      holds = !applyRules({ path, at, options: DEFAULT_OPTIONS }).fault && isClear(path);
      if (holds) break;
    }
    this.#holding.set(key, holds);
    return holds;
  }
}

/** (f): a key usage must have cRLSign. */
function maySignCrls(certificate: CertificateFacts | null): boolean {
  return certificate?.keyUsage?.includes("cRLSign") !== false;
}

/** Whoever does not issue certificates must have been made a signer of lists in so many words. */
function isNamedSigner(certificate: CertificateFacts): boolean {
  return certificate.isCa ? maySignCrls(certificate) : certificate.keyUsage?.includes("cRLSign") === true;
}

/** Names are unique only under one issuer: a second key is certified by someone who stands above the certificate anyway. */
function isSibling(candidate: CertificateFacts, { index, path }: StatusQuery): boolean {
  const certifier = comparableName(candidate.issuer.der).key;
  const above = path.certificates.slice(index + 1).map(({ subject }) => comparableName(subject.der).key);
  return certifier === path.anchor.subject.key || above.includes(certifier);
}

/** One that its own issuer made the issuer of the list it stands in can be judged by nobody else (PKITS 4.14.30). */
function isOwnJudge(candidate: CertificateFacts, { subject }: StatusQuery): boolean {
  if (candidate.sha256 !== subject.sha256) return false;
  const points = pathExtensions(subject)?.distributionPoints ?? [];
  const own = comparableName(subject.subject.der).key;
  return points.some(({ crlIssuers }) => crlIssuers?.some(({ key }) => key === own));
}
