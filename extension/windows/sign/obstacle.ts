/** What stands between the document and a signature; one thing at a time, the first that has to be mended. Pure. */

import type { Token } from "#shared/protocol/messages.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import { isPractice, isUsable, offersFor } from "./choose.ts";
import { type Entry, type Notice, type SignState, sourceKey } from "./state.ts";

export type Obstacle =
  | { readonly kind: "connecting" }
  | { readonly kind: "host"; readonly error: Notice }
  /** The page may not ask for signatures. */
  | { readonly kind: "source"; readonly error: Notice }
  | { readonly kind: "no-token" }
  | { readonly kind: "reading" }
  | { readonly kind: "token-failed"; readonly error: Notice }
  | { readonly kind: "no-certificate" }
  | { readonly kind: "on-reader" }
  | { readonly kind: "locked"; readonly token: Token; readonly holder: string | null };

/** null where a certificate can sign or be chosen. */
export function obstacleFor(state: SignState, entry: Entry): Obstacle | null {
  const { host, tokens } = state;
  if (host.kind === "failed") return { kind: "host", error: host.error };
  if (host.kind === "connecting" || tokens === null) return { kind: "connecting" };
  const { source } = entry.job;
  if (source.kind === "site" && state.refused.includes(sourceKey(source))) {
    return { kind: "source", error: { code: "CONTEXT_INSECURE", detail: { origin: source.origin } } };
  }
  const offers = offersFor(state, entry.job.source);
  const locked = lockedToken(state, entry);
  const hasReal = offers.some((offer) => isUsable(offer) && !isPractice(offer));
  if (hasReal) return null;
  if (locked !== null) return { kind: "locked", token: locked, holder: holderOn(state, locked) };
  if (offers.some((offer) => isUsable(offer)) && isPracticeChosen(state, entry)) return null;
  return obstacleOfTokens(state, tokens);
}

function obstacleOfTokens(state: SignState, tokens: readonly Token[]): Obstacle {
  const real = tokens.filter((token) => token.kind !== "practice");
  if (real.length === 0) return { kind: "no-token" };
  const lists = real.map((token) => state.lists[token.id]);
  if (lists.some((list) => list === undefined || list.kind === "reading")) return { kind: "reading" };
  const failed = lists.find((list) => list?.kind === "failed");
  if (failed?.kind === "failed") return { kind: "token-failed", error: failed.error };
  return real.every((token) => token.pin.onReader) ? { kind: "on-reader" } : { kind: "no-certificate" };
}

/** A device that is locked and stands in the way, by its flags or by what it just answered. */
function lockedToken(state: SignState, entry: Entry): Token | null {
  const tokens = state.tokens ?? [];
  const flagged = tokens.find((token) => token.pin.locked);
  if (flagged) return flagged;
  const answered = entry.phase.kind === "ready" && entry.phase.notice?.code === "PIN_LOCKED";
  return answered ? (tokens.find((token) => token.kind !== "practice") ?? null) : null;
}

function holderOn(state: SignState, token: Token): string | null {
  const list = state.lists[token.id];
  return list?.kind === "read" ? (list.certificates[0]?.commonName ?? null) : null;
}

/** The practice key is in use here: by the place, or by the user's choice. */
function isPracticeChosen(state: SignState, entry: Entry): boolean {
  const offers = offersFor(state, entry.job.source).filter(isPractice);
  const { source } = entry.job;
  const byPlace = source.kind === "site";
  return offers.some((offer) => byPlace || offer.certificate.id === state.chosen);
}

/** An earlier signature no longer holds: the content or its later additions broke it. */
export function hasBrokenSignature({ document }: Entry): boolean {
  const verdict = document?.verdict ?? null;
  if (verdict === null) return false;
  return ownSignatures(verdict).some(
    (signature) => signature.indication === "TOTAL-FAILED" || signature.changes === "forbidden",
  );
}
