/** Whether the certificates of a path were revoked, and who may say so (RFC 5280 6.3.3 (f), RFC 6960 4.2.2.2). */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import type { TrustAnchor } from "./anchor.ts";
import { type CertificateStatus, type StatusQuery, statusQuery } from "./certificate-status.ts";
import { comparableName } from "./comparable-name.ts";
import type { Crl } from "./crl.ts";
import { statusByCrls } from "./crl-status.ts";
import type { Evidence } from "./evidence.ts";
import type { Moments } from "./freshness.ts";
import type { OcspResponse } from "./ocsp.ts";
import { namesResponder, statusByOcsp } from "./ocsp-status.ts";
import { TRUST_OID } from "./oids.ts";
import { DEFAULT_OPTIONS } from "./path-options.ts";
import { applyRules, type CandidatePath } from "./path-rules.ts";
import { PathSearch } from "./path-search.ts";
import type { PathFault } from "./reason.ts";
import type { SignatureLedger } from "./signature-ledger.ts";

export interface RevocationRequest {
  readonly intermediates: readonly CertificateFacts[];
  readonly anchors: readonly TrustAnchor[];
  readonly evidence: Evidence;
  readonly moments: Moments;
  /** `hard`: no usable evidence is a fault; `soft`: only a revocation is. */
  readonly mode: "hard" | "soft";
  readonly ledger: SignatureLedger;
}

export interface RevocationResult {
  readonly fault: PathFault | null;
  /** One for each certificate of the path, leaf first; the anchor has none. */
  readonly statuses: readonly CertificateStatus[];
}

/** Signers of signers of … of evidence; real ones need two. */
const MAX_DEPTH = 5;

export class RevocationJudge {
  readonly #request: RevocationRequest;
  readonly #known = new Map<CertificateFacts, Map<PublicKey, CertificateStatus>>();
  /** Certificates whose status is being found out, outermost first. */
  readonly #open: CertificateFacts[] = [];
  readonly #holding = new Map<CertificateFacts, boolean>();

  constructor(request: RevocationRequest) {
    this.#request = request;
  }

  /** LIMIT_EXCEEDED {limit: "path"}. */
  judge(path: CandidatePath): RevocationResult {
    // From the anchor down: whoever answers for a certificate is judged before it.
    const statuses = path.certificates
      .map((_, index) => index)
      .toReversed()
      .map((index) => {
        const query = statusQuery(path, index);
        return query ? this.#statusOf(query) : NOTHING;
      })
      .toReversed();
    const fault = this.#anchorFault(path) ?? faultIn(statuses, this.#request.mode);
    return { fault, statuses };
  }

  #statusOf(query: StatusQuery): CertificateStatus {
    const { subject, issuer } = query;
    const ofSubject = this.#known.get(subject) ?? new Map<PublicKey, CertificateStatus>();
    this.#known.set(subject, ofSubject);
    const known = ofSubject.get(issuer.publicKey);
    if (known) return known;
    // Evidence about a certificate that hangs on that certificate again proves nothing.
    if (this.#open.includes(subject) || this.#open.length >= MAX_DEPTH) return NOTHING;
    this.#open.push(subject);
    const status = this.#askAll(query);
    this.#open.pop();
    ofSubject.set(issuer.publicKey, status);
    return status;
  }

  /** A revocation from any valid source beats any "good". */
  #askAll(query: StatusQuery): CertificateStatus {
    const byCrl = this.#askCrls(query);
    if (byCrl.status === "revoked") return byCrl;
    const byOcsp = this.#askOcsp(query);
    if (byOcsp.status === "revoked" || byCrl.status === "unknown") {
      const silent = byOcsp.status === "unknown" && byOcsp.why === "no-evidence";
      return silent ? byCrl : byOcsp;
    }
    return byCrl;
  }

  #askCrls(query: StatusQuery): CertificateStatus {
    const { evidence, moments, ledger } = this.#request;
    return statusByCrls(query, {
      crls: evidence.crls,
      moments,
      signerOf: (crl, asked) => this.#signerOf(crl, asked),
      isSignedBy: (crl, key) => ledger.check(key, crl) === null,
    });
  }

  #askOcsp(query: StatusQuery): CertificateStatus {
    const { evidence, moments } = this.#request;
    return statusByOcsp(query, {
      responses: evidence.ocspResponses,
      moments,
      isAuthorized: (response, asked) => this.#isAuthorized(response, asked),
    });
  }

  /** 6.3.3 (f), (g): the issuer of the certificate, or another holder of the CRL issuer's name under the same anchor. */
  #signerOf(crl: Crl, query: StatusQuery): PublicKey | null {
    const { ledger, intermediates } = this.#request;
    const { subject, issuer, path } = query;
    const isSigner = (key: PublicKey) => ledger.check(key, crl) === null;
    const own = comparableName(subject.issuer.der).key === crl.issuer.key;
    if (own && maySignCrls(issuer.certificate) && isSigner(issuer.publicKey)) return issuer.publicKey;
    const { anchor } = path;
    if (
      anchor.subject.key === crl.issuer.key &&
      maySignCrls(anchor.certificate) &&
      isSigner(anchor.publicKey)
    ) {
      return anchor.publicKey;
    }
    const candidates = [...path.certificates, ...intermediates].filter(
      (candidate) => comparableName(candidate.subject.der).key === crl.issuer.key && maySignCrls(candidate),
    );
    const found = candidates.find(
      (candidate) => isSigner(candidate.publicKey) && this.#mayAnswer(candidate, query),
    );
    return found?.publicKey ?? null;
  }

  /** One that lists itself cannot be judged by anyone else: its own word is all there is (PKITS 4.14.30). */
  #mayAnswer(signer: CertificateFacts, { subject, path }: StatusQuery): boolean {
    return signer.sha256 === subject.sha256 || this.#holds(signer, path.anchor);
  }

  /** Whether a signer of evidence has a path of its own to that anchor, and was not revoked. */
  #holds(signer: CertificateFacts, anchor: TrustAnchor): boolean {
    const known = this.#holding.get(signer);
    if (known !== undefined) return known;
    if (this.#open.includes(signer)) return false;
    const { intermediates, ledger, moments } = this.#request;
    const search = new PathSearch({ leaf: signer, intermediates, anchors: [anchor], at: moments.at, ledger });
    let holds = false;
    for (const path of search.paths()) {
      const rules = applyRules({ path, at: moments.at, options: DEFAULT_OPTIONS });
      holds ||= !rules.fault && !this.#isDoubtful(path);
      if (holds) break;
    }
    this.#holding.set(signer, holds);
    return holds;
  }

  #isDoubtful(path: CandidatePath): boolean {
    return this.judge(path).fault !== null;
  }

  /** RFC 6960 4.2.2.2: the issuer itself, or one to whom it issued a certificate for that purpose. */
  #isAuthorized(response: OcspResponse, query: StatusQuery): boolean {
    const { ledger, intermediates } = this.#request;
    const { subject, issuer } = query;
    const name = comparableName(subject.issuer.der);
    if (
      namesResponder(response, { name, spki: issuer.spki }) &&
      ledger.check(issuer.publicKey, response) === null
    ) {
      return true;
    }
    return [...response.certificates, ...intermediates].some(
      (candidate) =>
        candidate.extendedKeyUsage?.includes(TRUST_OID.ocspSigning) === true &&
        comparableName(candidate.issuer.der).key === name.key &&
        namesResponder(response, { name: comparableName(candidate.subject.der), spki: candidate.spki }) &&
        ledger.check(candidate.publicKey, response) === null &&
        this.#isDelegate(candidate, query),
    );
  }

  /** Issued by the very key that issued the certificate, lawful in its place, and not revoked itself. */
  #isDelegate(delegate: CertificateFacts, { path, index, issuer }: StatusQuery): boolean {
    const { ledger, moments, mode } = this.#request;
    if (ledger.check(issuer.publicKey, delegate) !== null) return false;
    if (delegate.keyUsage && !delegate.keyUsage.includes("digitalSignature")) return false;
    const own: CandidatePath = { ...path, certificates: [delegate, ...path.certificates.slice(index + 1)] };
    if (applyRules({ path: own, at: moments.at, options: DEFAULT_OPTIONS }).fault) return false;
    if (delegate.extensions.some(({ oid }) => oid === TRUST_OID.ocspNoCheck)) return true;
    const query = statusQuery(own, 0);
    // By CRL only: a responder that vouches for itself proves nothing.
    const status = query ? this.#askCrls(query) : NOTHING;
    return mode === "hard" ? status.status === "good" : status.status !== "revoked";
  }

  /** An anchor that another one issued is still revoked by that one's list. */
  #anchorFault({ anchor, certificates }: CandidatePath): PathFault | null {
    const { issued } = anchor;
    if (!issued) return null;
    const { anchors, evidence, ledger, moments } = this.#request;
    const issuers = anchors.filter(({ subject }) => subject.key === issued.issuer.key);
    const revoked = evidence.crls.some((crl) => {
      if (crl.issuer.key !== issued.issuer.key || !crl.usable || crl.thisUpdate > moments.now) return false;
      const entry = crl.entries.find(issued.issuer, issued.serial);
      if (!entry || entry.reason === "removeFromCRL" || entry.revokedAt > moments.at) return false;
      return issuers.some(({ publicKey }) => ledger.check(publicKey, crl) === null);
    });
    return revoked ? { reason: "revoked", index: certificates.length } : null;
  }
}

const NOTHING: CertificateStatus = { status: "unknown", why: "no-evidence" };

function faultIn(statuses: readonly CertificateStatus[], mode: "hard" | "soft"): PathFault | null {
  const revoked = statuses.findIndex(({ status }) => status === "revoked");
  const found = statuses[revoked];
  if (found?.status === "revoked") {
    return { reason: found.reason === "certificateHold" ? "on-hold" : "revoked", index: revoked };
  }
  const unknown = statuses.findIndex(({ status }) => status === "unknown");
  return mode === "hard" && unknown >= 0 ? { reason: "revocation-unknown", index: unknown } : null;
}

/** 6.3.3 (f): a key usage must have cRLSign. */
function maySignCrls(certificate: CertificateFacts | null): boolean {
  return certificate?.keyUsage?.includes("cRLSign") !== false;
}
