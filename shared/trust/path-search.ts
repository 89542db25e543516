/** Finds every chain of names and verifying signatures from a leaf to an anchor: cross-certificates, rollovers and loops included. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { equalBytes } from "../bytes.ts";
import { fail } from "../errors.ts";
import type { TrustAnchor } from "./anchor.ts";
import { comparableName } from "./comparable-name.ts";
import { pathExtensions } from "./path-extensions.ts";
import type { CandidatePath } from "./path-rules.ts";
import type { PathReason } from "./reason.ts";
import type { SignatureLedger } from "./signature-ledger.ts";

export interface SearchRequest {
  readonly leaf: CertificateFacts;
  readonly intermediates: readonly CertificateFacts[];
  readonly anchors: readonly TrustAnchor[];
  /** Those valid then are tried first. */
  readonly at: Date;
  readonly ledger: SignatureLedger;
}

/** Certificates in a path, the anchor not counted; the longest in public test suites has 9. */
const MAX_LENGTH = 20;
/** Certificates visited in one search. */
const MAX_VISITS = 2000;

export class PathSearch {
  readonly #request: SearchRequest;
  readonly #byName = new Map<string, CertificateFacts[]>();
  readonly #anchorsByName = new Map<string, TrustAnchor[]>();
  #visits = 0;
  #failure: PathReason = "issuer-not-found";

  constructor(request: SearchRequest) {
    this.#request = request;
    const unique = new Map(request.intermediates.map((each) => [each.sha256, each]));
    for (const certificate of unique.values()) {
      // One whose extensions cannot be read is in no valid path.
      if (!pathExtensions(certificate)) continue;
      addTo(this.#byName, comparableName(certificate.subject.der).key, certificate);
    }
    for (const anchor of request.anchors) addTo(this.#anchorsByName, anchor.subject.key, anchor);
  }

  /** Why there was no path, where there was none. */
  get failure(): PathReason {
    return this.#failure;
  }

  /** Likely paths first. LIMIT_EXCEEDED {limit: "path"} when the search costs more than any real one. */
  *paths(): Generator<CandidatePath> {
    const { leaf, anchors } = this.#request;
    if (!pathExtensions(leaf)) {
      this.#failure = "extension-malformed";
      return;
    }
    const self = anchors.find((anchor) => anchor.certificateSha256 === leaf.sha256);
    if (self) yield { certificates: [], anchor: { ...self, certificate: leaf } };
    yield* this.#from([leaf]);
  }

  *#from(certificates: readonly CertificateFacts[]): Generator<CandidatePath> {
    const last = certificates.at(-1);
    if (!last) return;
    this.#visits += 1;
    if (this.#visits > MAX_VISITS) fail("LIMIT_EXCEEDED", { limit: "path" });
    const issuer = comparableName(last.issuer.der).key;
    for (const anchor of sortedFor(last, this.#anchorsByName.get(issuer) ?? [], this.#request.at)) {
      if (this.#issued(anchor, last)) yield { certificates, anchor };
    }
    if (certificates.length >= MAX_LENGTH) return;
    for (const candidate of sortedFor(last, this.#byName.get(issuer) ?? [], this.#request.at)) {
      if (certificates.some((earlier) => isSameEntity(earlier, candidate))) continue;
      if (this.#issued(candidate, last)) yield* this.#from([...certificates, candidate]);
    }
  }

  #issued({ publicKey }: TrustAnchor | CertificateFacts, subject: CertificateFacts): boolean {
    const reason = this.#request.ledger.check(publicKey, subject);
    // A key that policy refuses says more than one that is simply another.
    if (reason && (this.#failure === "issuer-not-found" || this.#failure === "signature"))
      this.#failure = reason;
    return reason === null;
  }
}

/** RFC 4158 2.4.1: the same name with the same key again is a loop, whatever certificate it comes in. */
function isSameEntity(a: CertificateFacts, b: CertificateFacts): boolean {
  return (
    a.sha256 === b.sha256 ||
    (equalBytes(a.spki, b.spki) && comparableName(a.subject.der).key === comparableName(b.subject.der).key)
  );
}

interface Issuer {
  readonly subjectKeyId: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Valid ones first, among them those whose key identifier fits; an order only, since identifiers prove nothing. */
function sortedFor<T extends Issuer>(subject: CertificateFacts, issuers: readonly T[], at: Date): T[] {
  const rank = ({ subjectKeyId, notBefore, notAfter }: T) =>
    (at < notBefore || at > notAfter ? 2 : 0) + (subjectKeyId === subject.authorityKeyId ? 0 : 1);
  return issuers.toSorted((a, b) => rank(a) - rank(b));
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
