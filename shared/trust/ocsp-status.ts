/** The status of a certificate by the OCSP responses at hand (RFC 6960 3.2, 4.2.2). */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { equalBytes, toHex } from "../bytes.ts";
import { type HashName, hashOf } from "../signature/hash.ts";
import type { CertificateStatus, StatusQuery } from "./certificate-status.ts";
import type { ComparableName } from "./comparable-name.ts";
import { isFresh, isLater, isPast, type Moments } from "./freshness.ts";
import { keyBits, keyHash } from "./key-bits.ts";
import type { OcspResponse, SingleResponse } from "./ocsp.ts";

export interface OcspContext {
  readonly responses: readonly OcspResponse[];
  readonly moments: Moments;
  /** Whether the response is signed by someone who may answer for the certificate's issuer. */
  readonly isAuthorized: (response: OcspResponse, query: StatusQuery) => boolean;
}

/** A revocation from any of them, else the newest "good", else why nothing is known. */
export function statusByOcsp(query: StatusQuery, context: OcspContext): CertificateStatus {
  const hashes = new IssuerHashes(query);
  const found = context.responses.flatMap((response) => {
    const own = response.usable
      ? response.responses.filter((each) => each.usable && hashes.isAbout(each))
      : [];
    if (own.length === 0 || !context.isAuthorized(response, query)) return [];
    return own.map((each) => statusOf(each, response, query, context.moments));
  });
  const revoked = found.find(({ status }) => status === "revoked");
  const good = found.filter((each) => each.status === "good");
  const [newest] = good.toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  return revoked ?? newest ?? found[0] ?? { status: "unknown", why: "no-evidence" };
}

function statusOf(
  single: SingleResponse,
  { producedAt }: OcspResponse,
  { subject }: StatusQuery,
  moments: Moments,
): CertificateStatus {
  const { thisUpdate, revokedAt, reason } = single;
  const issued = isPast(thisUpdate, moments) && isPast(producedAt, moments);
  const fresh = issued && isFresh(single, moments);
  const later = revokedAt !== null && isLater(revokedAt, single, moments);
  // What an old answer revoked for ever stays revoked.
  if (revokedAt && !later && (fresh || (issued && reason !== "certificateHold"))) {
    return { status: "revoked", source: "ocsp", thisUpdate, revokedAt, reason };
  }
  if (!fresh) return { status: "unknown", why: "stale" };
  if (single.status === "unknown" || (!later && isForgotten(single, subject))) {
    return { status: "unknown", why: "not-known" };
  }
  const laterReason = revokedAt === null ? null : reason;
  return { status: "good", source: "ocsp", thisUpdate, revokedLater: revokedAt, laterReason };
}

/** 4.4.4: of an expired certificate only a responder that keeps an archive knows anything. */
function isForgotten({ thisUpdate, archiveCutoff }: SingleResponse, { notAfter }: CertificateFacts): boolean {
  return thisUpdate > notAfter && !(archiveCutoff && archiveCutoff <= notAfter);
}

/** Hashes of the real issuer's name and key (4.1.1), each taken once however many answers there are. */
class IssuerHashes {
  readonly #query: StatusQuery;
  readonly #known = new Map<HashName, { readonly names: readonly string[]; readonly key: string }>();

  constructor(query: StatusQuery) {
    this.#query = query;
  }

  isAbout({ hash, issuerNameHash, issuerKeyHash, serial }: SingleResponse): boolean {
    if (!hash || !equalBytes(serial, this.#query.subject.serial)) return false;
    const { names, key } = this.#of(hash);
    return key === issuerKeyHash && names.includes(issuerNameHash);
  }

  #of(hash: HashName) {
    const known = this.#known.get(hash);
    if (known) return known;
    const { subject, issuer } = this.#query;
    const digest = (bytes: Uint8Array) => toHex(hashOf(hash, bytes));
    // Both certificates write the issuer's name, now and then in different string types.
    const names = [subject.issuer.der, ...(issuer.certificate ? [issuer.certificate.subject.der] : [])];
    const hashes = { names: names.map(digest), key: digest(keyBits(issuer.spki)) };
    this.#known.set(hash, hashes);
    return hashes;
  }
}

/** Whether the responder's identifier means the holder of that name and key (4.2.2.3). */
export function namesResponder(
  { responder }: OcspResponse,
  holder: { readonly name: ComparableName; readonly spki: Uint8Array },
): boolean {
  if (responder.kind === "name") return responder.name.key === holder.name.key;
  return keyHash(holder.spki) === responder.hash;
}
