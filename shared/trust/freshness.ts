/** Whether revocation evidence speaks about the time in question (RFC 5280 6.3.3, RFC 6960 4.2.2.1, EN 319 102-1 5.2.5). */

export interface EvidenceTimes {
  readonly thisUpdate: Date;
  /** null: none given. */
  readonly nextUpdate: Date | null;
}

export interface Moments {
  /** When the certificate must not be revoked. */
  readonly at: Date;
  /** When the question is asked: nothing can have been issued later. The same as `at`, or after it. */
  readonly now: Date;
  /** Since when a CRL or response (DER) is proved to exist; absent: its own word is taken. */
  readonly knownSince?: ((evidence: Uint8Array) => Date) | undefined;
}

/** Clocks of services and of this machine differ by less. */
const SKEW_MS = 5 * 60_000;
/** How long evidence without a nextUpdate counts. */
const UNBOUNDED_MS = 24 * 60 * 60_000;

/** Not later than the question, but for the difference of clocks. */
export function isPast(moment: Date, { now }: Moments): boolean {
  return moment.getTime() <= now.getTime() + SKEW_MS;
}

/** Issued before the question, and either after the time in question or still current then. */
export function isFresh({ thisUpdate, nextUpdate }: EvidenceTimes, moments: Moments): boolean {
  if (!isPast(thisUpdate, moments)) return false;
  const { at } = moments;
  if (thisUpdate >= at) return true;
  const until = nextUpdate?.getTime() ?? thisUpdate.getTime() + UNBOUNDED_MS;
  return until + SKEW_MS >= at.getTime();
}

/** When whoever signed evidence must have been in office: when it was issued, or later, when it was needed or is first proved to exist. */
export function inOffice(
  evidence: { readonly der: Uint8Array; readonly issued: Date },
  moments: Moments,
): Date {
  const { at, knownSince } = moments;
  const { issued, der } = evidence;
  const known = knownSince?.(der) ?? issued;
  return new Date(Math.max(issued.getTime(), at.getTime(), known.getTime()));
}

/** A revocation that evidence issued after `at` dates after `at`: the certificate was still good then. */
export function isLater(since: Date, { thisUpdate }: EvidenceTimes, { at }: Moments): boolean {
  return since > at && thisUpdate > at;
}
