/** The status of a certificate by the CRLs at hand (RFC 5280 6.3.3), deltas applied. */

import type { PublicKey } from "../asn1/public-key.ts";
import type { CertificateStatus, GoodStatus, RevokedStatus, StatusQuery } from "./certificate-status.ts";
import { comparableName } from "./comparable-name.ts";
import type { Crl } from "./crl.ts";
import type { CrlEntry } from "./crl-entries.ts";
import { coveredReasons } from "./crl-scope.ts";
import { continues } from "./delta.ts";
import { ALL_REASONS } from "./distribution-point.ts";
import { isFresh, isLater, type Moments } from "./freshness.ts";

export interface CrlContext {
  readonly crls: readonly Crl[];
  readonly moments: Moments;
  /** The key that made the CRL's signature and may do so for this certificate; null: none. */
  readonly signerOf: (crl: Crl, query: StatusQuery) => PublicKey | null;
  readonly isSignedBy: (crl: Crl, key: PublicKey) => boolean;
}

/** A complete CRL with the newest delta that continues it. */
interface CurrentList {
  readonly base: Crl;
  readonly delta: Crl | null;
}

export function statusByCrls(query: StatusQuery, context: CrlContext): CertificateStatus {
  return new CrlStatus(query, context).find();
}

class CrlStatus {
  readonly #query: StatusQuery;
  readonly #context: CrlContext;
  #covered = 0;
  #stale = false;
  #revokedLater: CrlEntry | null = null;
  #newest: Date | null = null;
  /** Newest list seen of each scope: what an older one holds is lifted. */
  readonly #seen = new Map<string, Date>();

  constructor(query: StatusQuery, context: CrlContext) {
    this.#query = query;
    this.#context = context;
  }

  find(): CertificateStatus {
    const complete = this.#context.crls
      .filter(({ usable, baseNumber }) => usable && baseNumber === null)
      .toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
    for (const base of complete) {
      const revoked = this.#consult(base);
      if (revoked) return revoked;
    }
    const thisUpdate = this.#newest;
    if (this.#covered !== ALL_REASONS || !thisUpdate) {
      return { status: "unknown", why: this.#stale ? "stale" : "no-evidence" };
    }
    return this.#good(thisUpdate);
  }

  #good(thisUpdate: Date): GoodStatus {
    const { revokedAt = null, reason = null } = this.#revokedLater ?? {};
    return { status: "good", source: "crl", thisUpdate, revokedLater: revokedAt, laterReason: reason };
  }

  #consult(base: Crl): RevokedStatus | null {
    const reasons = coveredReasons(base, this.#query.subject);
    if (reasons === 0) return null;
    const key = this.#context.signerOf(base, this.#query);
    if (!key) return null;
    const list = this.#current(base, key);
    return list ? this.#judge(list, reasons) : this.#recall(base);
  }

  /** An old list proves nothing good, but what it revoked for ever stays revoked. */
  #recall(base: Crl): RevokedStatus | null {
    this.#stale = true;
    const { moments } = this.#context;
    const entry = this.#entryIn({ base, delta: null });
    if (!entry || entry.reason === "certificateHold" || base.thisUpdate > moments.now) return null;
    const { revokedAt, reason } = entry;
    return { status: "revoked", source: "crl", thisUpdate: base.thisUpdate, revokedAt, reason };
  }

  /** 6.3.3 (a), (c), (h): an old complete CRL counts where a current delta continues it. */
  #current(base: Crl, key: PublicKey): CurrentList | null {
    const { crls, moments, isSignedBy } = this.#context;
    const delta = crls
      .filter((candidate) => continues(candidate, base) && isFresh(candidate, moments))
      .toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())
      .find((candidate) => isSignedBy(candidate, key));
    if (delta) return { base, delta };
    return isFresh(base, moments) ? { base, delta: null } : null;
  }

  #judge({ base, delta }: CurrentList, reasons: number): RevokedStatus | null {
    const list = delta ?? base;
    const entry = this.#entryIn({ base, delta });
    const scope = `${base.issuer.key}\n${base.scope}`;
    const newest = this.#seen.get(scope) ?? list.thisUpdate;
    const lifted = entry?.reason === "certificateHold" && newest > list.thisUpdate;
    this.#seen.set(scope, newest);
    if (entry && !lifted) {
      const since =
        entry.invalidSince && entry.invalidSince < entry.revokedAt ? entry.invalidSince : entry.revokedAt;
      const { revokedAt, reason } = entry;
      if (!isLater(since, list, this.#context.moments)) {
        return { status: "revoked", source: "crl", thisUpdate: list.thisUpdate, revokedAt, reason };
      }
      this.#revokedLater = { ...entry, revokedAt: since };
    }
    if (!entry && this.#mayHaveDropped(list)) return null;
    this.#covered |= reasons;
    this.#newest ??= list.thisUpdate;
    return null;
  }

  /** 6.3.3 (i)-(k): the delta speaks first; removeFromCRL in it lifts a hold. */
  #entryIn({ base, delta }: CurrentList): CrlEntry | null {
    const { subject } = this.#query;
    const issuer = comparableName(subject.issuer.der);
    const changed = delta?.entries.find(issuer, subject.serial);
    const entry = changed ?? base.entries.find(issuer, subject.serial);
    return entry?.reason === "removeFromCRL" ? null : entry;
  }

  /** 5.0: an expired certificate may leave the list, and its absence then says nothing. */
  #mayHaveDropped({ thisUpdate, keepsExpiredSince }: Crl): boolean {
    const { notAfter } = this.#query.subject;
    return thisUpdate > notAfter && !(keepsExpiredSince && keepsExpiredSince <= notAfter);
  }
}
