/** Which certificate signs: what is offered, what is chosen by itself. Pure. */

import type { Certificate, Source, Token } from "#shared/protocol/messages.ts";
import { type Entry, type SignState, sameSource, sourceKey } from "./state.ts";

/** A certificate with the device it lies on. */
export interface Offer {
  readonly certificate: Certificate;
  readonly token: Token;
  /** Why it cannot sign now, beside what the certificate itself says; null where the device is able. */
  readonly obstacle: "LOCKED" | "ON_READER" | null;
}

export function isPractice(offer: Offer): boolean {
  return offer.token.kind === "practice";
}

export function isUsable(offer: Offer): boolean {
  return offer.certificate.unsuitable === null && offer.obstacle === null;
}

/** An agency's certificate: its UID begins with "MST:", or its name is its organization. */
export function isAgency({ userId, commonName, organization }: Certificate): boolean {
  return userId?.startsWith("MST:") === true || commonName === organization;
}

/**
 * Where a practice signature may be made: "never" on a real site, "offered" for the user's own file,
 * "chosen" on a page of this computer, which only development builds and training serve.
 */
export function practicePlace(source: Source): "never" | "offered" | "chosen" {
  if (source.kind === "local") return "offered";
  const { hostname } = new URL(source.origin);
  return hostname === "localhost" || hostname === "127.0.0.1" ? "chosen" : "never";
}

/** Everything on the devices for this document: what can sign first, practice last. */
export function offersFor(state: SignState, source: Source): Offer[] {
  const offers = (state.tokens ?? []).flatMap((token) => {
    const list = state.lists[token.id];
    if (list?.kind !== "read") return [];
    return list.certificates.map((certificate) => ({ certificate, token, obstacle: obstacleOf(token) }));
  });
  const allowed = offers.filter((offer) => !isPractice(offer) || practicePlace(source) !== "never");
  return allowed.toSorted((a, b) => rank(a) - rank(b));
}

function obstacleOf(token: Token): Offer["obstacle"] {
  if (token.pin.locked) return "LOCKED";
  return token.pin.onReader ? "ON_READER" : null;
}

function rank(offer: Offer): number {
  if (isPractice(offer)) return 2;
  return isUsable(offer) ? 0 : 1;
}

/**
 * The offer that will sign; null where the user has to choose or none can. A choice of the user wins, then the session that
 * lives for this source, then the only usable one, then the one last used on this site.
 */
export function chosenOffer(state: SignState, { job }: Entry): Offer | null {
  const known = chosen.get(state) ?? new Map<string, Offer | null>();
  chosen.set(state, known);
  const key = sourceKey(job.source);
  const offer = known.get(key);
  if (offer !== undefined) return offer;
  const found = findChosen(state, job.source);
  known.set(key, found);
  return found;
}

/** Once a state and source: a list asks for each of its documents. */
const chosen = new WeakMap<SignState, Map<string, Offer | null>>();

function findChosen(state: SignState, source: Source): Offer | null {
  const usable = offersFor(state, source).filter(isUsable);
  const byId = (id: string | null) => usable.find((offer) => offer.certificate.id === id);
  const session = state.session !== null && sameSource(state.session.source, source) ? state.session : null;
  const real = usable.filter((offer) => !isPractice(offer));
  const only = real.length === 1 ? real[0] : undefined;
  const practice = real.length === 0 && practicePlace(source) === "chosen" ? usable[0] : undefined;
  return (
    byId(state.chosen) ??
    byId(session?.certificate ?? null) ??
    only ??
    byId(state.remembered) ??
    practice ??
    null
  );
}

/** The live session that signs this document with this certificate without a PIN; null where one is to be opened. */
export function sessionFor(state: SignState, entry: Entry, offer: Offer): SignState["session"] {
  return liveSession(state, { source: entry.job.source, offer });
}

interface SessionWish {
  readonly source: Source;
  readonly offer: Offer;
}

/** As `sessionFor`, for any document of that source. */
export function liveSession({ session }: SignState, { source, offer }: SessionWish): SignState["session"] {
  if (session === null || !sameSource(session.source, source)) return null;
  const same = session.certificate === offer.certificate.id && session.token === offer.token.id;
  return same ? session : null;
}
