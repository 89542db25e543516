/** What the trust decisions of one verification stand on: anchors, certificates, evidence, the time of asking. */

import { type CertificateFacts, tryCertificate } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { type AnchorDomain, anchorOf, type TrustAnchor } from "../trust/anchor.ts";
import { builtInAnchors, pinnedAnchors } from "../trust/built-in-anchors.ts";
import { type Evidence, type RawEvidence, readEvidence, type ValidationMaterial } from "../trust/evidence.ts";
import { SharedWork } from "../trust/signature-ledger.ts";
import { validatePath } from "../trust/validate.ts";
import { ProofsOfExistence } from "./proof-of-existence.ts";
import { WishList } from "./wish-list.ts";

/** What the caller trusts and has at hand; everything is DER. */
export interface TrustOptions {
  /** Certificates that end a path: the administrator's, what `--trust` names, and for `--trust practice` this installation's practice CA. */
  readonly anchors: readonly Uint8Array[];
  /** Whether a practice CA among the anchors counts. */
  readonly practice: boolean;
  /** Whether the anchors that ship with the product count; default true. */
  readonly builtIn?: boolean;
  /** `hard` (default): no revocation evidence gives TRY_LATER; `soft`: a warning. */
  readonly revocation?: "hard" | "soft";
  /** Certificates that may stand in a path beside those of the document. */
  readonly intermediates?: readonly Uint8Array[];
  /** CRLs and OCSP responses beside those of the document. */
  readonly evidence?: RawEvidence;
}

export interface TrustGround {
  /** All but practice ones. */
  readonly anchors: readonly TrustAnchor[];
  /** Practice CAs that count; practice certificates have no status service. */
  readonly practice: readonly TrustAnchor[];
  readonly intermediates: readonly CertificateFacts[];
  readonly evidence: Evidence;
  readonly revocation: "hard" | "soft";
  /** The time of judging. */
  readonly now: Date;
  /** What the time-stamps judged so far prove. */
  readonly proofs: ProofsOfExistence;
  /** Gathers what would have helped. */
  readonly wishes: WishList;
  /** What one round of the verification may cost. */
  readonly work: SharedWork;
}

/** What options hold, read; many files are judged under the same ones. */
const known = new WeakMap<TrustOptions, ReadOptions>();

type ReadOptions = Pick<TrustGround, "anchors" | "practice" | "intermediates" | "evidence" | "revocation">;

export function groundOf(options: TrustOptions, now: Date): TrustGround {
  const read = known.get(options) ?? readOptions(options);
  known.set(options, read);
  return { ...read, now, proofs: new ProofsOfExistence(now), wishes: new WishList(), work: new SharedWork() };
}

function readOptions(options: TrustOptions): ReadOptions {
  const given = certificatesOf(options.anchors);
  const builtIn = options.builtIn === false ? [] : [...builtInAnchors(), ...pinnedAnchors(given)];
  const anchors = given
    .filter((each) => !isPractice(each))
    .map((each) => anchorOf(each, domainOf(each, builtIn, given)));
  const practice = given.filter(isPractice).map((each) => anchorOf(each, "practice"));
  return {
    anchors: [...builtIn, ...anchors.filter(isPresent)],
    practice: options.practice ? practice.filter(isPresent) : [],
    intermediates: certificatesOf(options.intermediates ?? []),
    evidence: options.evidence ? readEvidence(options.evidence) : NO_EVIDENCE,
    revocation: options.revocation ?? "hard",
  };
}

/** Who adds an authority by hand that a built-in one certified adds none of another trust. */
function domainOf(
  given: CertificateFacts,
  builtIn: readonly TrustAnchor[],
  intermediates: readonly CertificateFacts[],
): AnchorDomain {
  const options = { leafValidity: "caller", strength: "caller" } as const;
  const question = { leaf: given, intermediates, anchors: builtIn, at: given.notBefore, options };
  const { valid, path } = validatePath(question);
  return (valid ? path?.anchor.domain : null) ?? "administrator";
}

const NO_EVIDENCE: Evidence = { crls: [], ocspResponses: [] };

/** The same ground with more material: of a document, of a message, of the network. */
export function withMaterial(ground: TrustGround, material: ValidationMaterial): TrustGround {
  const { crls, ocspResponses } = readEvidence(material);
  const { evidence, intermediates } = ground;
  return {
    ...ground,
    intermediates: [...intermediates, ...certificatesOf(material.certificates)],
    evidence: {
      crls: [...evidence.crls, ...crls],
      ocspResponses: [...evidence.ocspResponses, ...ocspResponses],
    },
  };
}

/** What cannot be read is left out. */
function certificatesOf(ders: readonly Uint8Array[]): CertificateFacts[] {
  return ders.map(tryCertificate).filter(isPresent);
}

function isPresent<T>(value: T | null): value is T {
  return value !== null;
}

/** A claim only; it lowers trust and never raises it. */
export function isPractice(certificate: CertificateFacts): boolean {
  return certificate.policies.includes(OID.practicePolicy);
}
