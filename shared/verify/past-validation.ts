/**
 * Whether what held at a moment of the past still proves something now (EN 319 102-1 5.6.2.2, 5.6.2.4): from the anchor down to
 * the signature, whatever a key signed must be proved to exist before that key, its algorithms or its certificate ended.
 */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { SignError } from "../errors.ts";
import type { SignatureAlgorithm } from "../signature/algorithm.ts";
import type { CertificateStatus } from "../trust/certificate-status.ts";
import type { CandidatePath } from "../trust/path-rules.ts";
import { RevocationJudge } from "../trust/revocation.ts";
import { SignatureLedger } from "../trust/signature-ledger.ts";
import type { TrustGround } from "./ground.ts";
import { dayOf, indeterminate, type Problem } from "./path-outcome.ts";
import { certificateSunset, sunsetOf } from "./strength.ts";

export interface PastQuestion {
  /** Held at `at`, with the evidence of `ground`. */
  readonly path: CandidatePath;
  readonly statuses: readonly CertificateStatus[];
  /** With which the leaf's key signed. */
  readonly algorithm: SignatureAlgorithm;
  readonly ground: TrustGround;
  readonly at: Date;
  /** Since when the signature value is proved to exist; the time of judging where nothing proves it. */
  readonly existed: Date;
  readonly purpose: "document" | "timestamp";
}

/** null: it still proves what it did. */
export function pastProblem(question: PastQuestion): Problem | null {
  try {
    return new ControlTime(question).slide();
  } catch (thrown) {
    if (thrown instanceof SignError) return indeterminate("CERTIFICATE_CHAIN_GENERAL_FAILURE", "chain-limit");
    throw thrown;
  }
}

const OUT_OF_BOUNDS = indeterminate("OUT_OF_BOUNDS_NO_POE", "authority-expired");
const REVOKED_CA = indeterminate("REVOKED_CA_NO_POE", "authority-revoked");
const WEAK = indeterminate("CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "algorithm-weak");
const REVOKED_AUTHORITY = indeterminate("REVOKED_NO_POE", "timestamp-authority-revoked");
const NO_POE = indeterminate("NO_POE", "existence-unproven");

/** RFC 3161 4: an authority that ended in good order stamped rightly until then. */
const GOOD_ORDER: readonly string[] = ["affiliationChanged", "superseded", "cessationOfOperation"];

/** control-time: until then the keys above are known to be in good hands. */
class ControlTime {
  readonly #question: PastQuestion;
  readonly #ledger: SignatureLedger;
  #end: Date;
  #cause: Problem = NO_POE;

  constructor(question: PastQuestion) {
    this.#question = question;
    this.#ledger = new SignatureLedger(question.ground.work);
    this.#end = question.ground.now;
    this.#ledger = new SignatureLedger(question.ground.work);
  }

  slide(): Problem | null {
    const { path, existed, algorithm } = this.#question;
    const { anchor, certificates } = path;
    this.#limit(anchor.notAfter, indeterminate("NO_CERTIFICATE_CHAIN_FOUND_NO_POE", "anchor-expired"));
    for (let index = certificates.length - 1; index >= 0; index--) {
      const certificate = certificates[index];
      const problem = certificate && this.#pass(certificate, index);
      if (problem) return problem;
    }
    const { publicKey } = certificates[0] ?? anchor;
    this.#limit(sunsetOf(publicKey, algorithm), WEAK);
    if (this.#isAnchorRevoked()) return REVOKED_CA;
    return existed <= this.#end ? null : this.#cause;
  }

  #limit(until: Date | null, cause: Problem): void {
    if (until === null || until >= this.#end) return;
    this.#end = until;
    this.#cause = cause;
  }

  /** 5.6.2.2.4 step 3 for one certificate. */
  #pass(certificate: CertificateFacts, index: number): Problem | null {
    const { path, ground } = this.#question;
    this.#limitByAlgorithm(index);
    if (!ground.proofs.existedBy(certificate.der, this.#end, ground.now)) return this.#cause;
    const status = this.#statusOf(index);
    if (status?.status === "revoked") return index > 0 ? REVOKED_CA : this.#revoked();
    const needed = ground.revocation === "hard" && path.anchor.domain !== "practice";
    if (needed && status?.status === "unknown") return this.#cause === OUT_OF_BOUNDS ? NO_POE : this.#cause;
    this.#limitByRevocation(status, index);
    this.#limit(certificate.notAfter, index > 0 ? OUT_OF_BOUNDS : expired(certificate));
    return null;
  }

  #limitByAlgorithm(index: number): void {
    const sunset = certificateSunset(this.#question.path, index);
    if (sunset !== "never") this.#limit(sunset, WEAK);
  }

  #limitByRevocation(status: CertificateStatus | undefined, index: number): void {
    if (status?.status !== "good" || status.revokedLater === null) return;
    const { purpose } = this.#question;
    const inGoodOrder = GOOD_ORDER.includes(status.laterReason ?? "");
    if (purpose === "timestamp" && index === 0 && inGoodOrder) return;
    this.#limit(status.revokedLater, index > 0 ? REVOKED_CA : this.#revoked(status.revokedLater));
  }

  #revoked(since?: Date): Problem {
    if (this.#question.purpose === "timestamp") return REVOKED_AUTHORITY;
    const reason = { code: "certificate-revoked", what: since ? dayOf(since) : "" } as const;
    return indeterminate("REVOKED_NO_POE", reason);
  }

  /** By the evidence alone that is proved to exist while the keys above were good. */
  #statusOf(index: number): CertificateStatus | undefined {
    const { path, statuses, ground, at, purpose } = this.#question;
    if (this.#end >= ground.now) return statuses[index];
    const { proofs, now, evidence, intermediates, anchors, revocation: mode } = ground;
    const isProven = ({ der }: { readonly der: Uint8Array }) => proofs.existedBy(der, this.#end, now);
    const judge = new RevocationJudge({
      intermediates,
      anchors,
      evidence: {
        crls: evidence.crls.filter(isProven),
        ocspResponses: evidence.ocspResponses.filter(isProven),
      },
      moments: { at, now, knownSince: purpose === "document" ? (der) => proofs.of(der) ?? now : undefined },
      mode,
      ledger: this.#ledger,
    });
    return judge.judge(path).statuses[index];
  }

  /** An anchor that another one issued and revoked since. */
  #isAnchorRevoked(): boolean {
    const { path, ground, existed } = this.#question;
    if (!path.anchor.issued) return false;
    const { evidence, intermediates, anchors, now } = ground;
    const moments = { at: existed, now };
    const ledger = this.#ledger;
    const judge = new RevocationJudge({ intermediates, anchors, evidence, moments, mode: "soft", ledger });
    const { fault } = judge.judge({ ...path, certificates: [] });
    return fault?.reason === "revoked";
  }
}

/** Only a time-stamp outlives its certificate so far: a signature beyond it is refused before. */
function expired({ notAfter }: CertificateFacts): Problem {
  return indeterminate("OUT_OF_BOUNDS_NO_POE", { code: "timestamp-expired", what: dayOf(notAfter) });
}
