/** Whether the certificates of a path were revoked, by all the evidence at hand. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import type { TrustAnchor } from "./anchor.ts";
import { type CertificateStatus, type StatusQuery, statusQuery } from "./certificate-status.ts";
import { CrlSigners } from "./crl-signers.ts";
import { statusByCrls } from "./crl-status.ts";
import type { Evidence } from "./evidence.ts";
import type { Moments } from "./freshness.ts";
import { OcspResponders } from "./ocsp-responders.ts";
import { statusByOcsp } from "./ocsp-status.ts";
import type { CandidatePath } from "./path-rules.ts";
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
  readonly #open: (CertificateFacts | null)[] = [];
  readonly #crlSigners: CrlSigners;
  readonly #responders: OcspResponders;

  constructor(request: RevocationRequest) {
    const { intermediates, ledger, moments, mode } = request;
    this.#request = request;
    this.#crlSigners = new CrlSigners({
      intermediates,
      ledger,
      moments,
      isClear: (path) =>
        !this.#open.includes(path.certificates[0] ?? null) && this.judge(path).fault === null,
    });
    this.#responders = new OcspResponders({
      intermediates,
      ledger,
      moments,
      // By CRL only: a responder that vouches for itself proves nothing.
      isClear: (query) => {
        const { status } = this.#askCrls(query);
        return mode === "hard" ? status === "good" : status !== "revoked";
      },
    });
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
      signerOf: (crl, asked) => this.#crlSigners.find(crl, asked),
      isSignedBy: (crl, key) => ledger.check(key, crl) === null,
    });
  }

  #askOcsp(query: StatusQuery): CertificateStatus {
    const { evidence, moments } = this.#request;
    return statusByOcsp(query, {
      responses: evidence.ocspResponses,
      moments,
      isAuthorized: (response, asked) => this.#responders.isAuthorized(response, asked),
    });
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
