/**
 * Fetches the delta CRL to a list: from where the certificate says (FreshestCRL, RFC 5280 4.2.1.15), then from where the list itself
 * says (5.2.6). A list is complete without it; where none can be had, the list stands by its own nextUpdate.
 */

import { derBlocks } from "../asn1/pem.ts";
import type { PublicKey } from "../asn1/public-key.ts";
import { type Crl, tryCrl } from "../trust/crl.ts";
import { continues, isMadeFor } from "../trust/delta.ts";
import { SignatureLedger } from "../trust/signature-ledger.ts";
import { deltaUrls, type EvidenceWish, ownDeltaUrls } from "../trust/wishes.ts";
import { type ListWish, signersFor } from "./crl-question.ts";
import { type Judgement, type Question, refuse } from "./question.ts";
import { keptUntil, timeFault } from "./timeliness.ts";

/** A delta is there to be small. */
const MAX_BYTES = 4 * 1024 * 1024;
/** It is issued more often than the list. */
const YOUNG_MS = 60 * 60_000;
const MAX_URLS = 4;

/**
 * @param lists what was found about the wish, DER
 * @returns null where nobody says that there is a delta
 */
export function deltaQuestion(wish: EvidenceWish, lists: readonly Uint8Array[], now: Date): Question | null {
  if (wish.kind !== "crl" && wish.kind !== "anchor-crl") return null;
  const signers = signersFor(wish);
  const base = newestBase(lists, signers);
  const urls = urlsOf(wish, base);
  if (urls.length === 0) return null;
  const judge = (bytes: Uint8Array) => judgeDelta({ bytes, base, signers, now });
  return {
    kind: "crl",
    key: `delta ${base?.number ?? "-"} ${urls.join(" ")}`,
    urls,
    attempts: [{ post: null, judge }],
    judgeKept: judge,
    maxBytes: MAX_BYTES,
    youngFor: YOUNG_MS,
  };
}

/** A list names addresses only if the authority signed it: others could name any. */
function newestBase(lists: readonly Uint8Array[], signers: readonly PublicKey[]): Crl | null {
  const bases = lists
    .map(tryCrl)
    .filter((crl) => crl !== null)
    .filter((crl) => crl.baseNumber === null && isSignedBy(crl, signers))
    .toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  return bases[0] ?? null;
}

function urlsOf(wish: ListWish, base: Crl | null): string[] {
  const ofCertificate = wish.kind === "crl" ? deltaUrls(wish.certificate) : [];
  const urls = [...ofCertificate, ...(base ? ownDeltaUrls(base) : [])];
  return [...new Set(urls)].slice(0, MAX_URLS);
}

interface DeltaAnswer {
  readonly bytes: Uint8Array;
  readonly base: Crl | null;
  readonly signers: readonly PublicKey[];
  readonly now: Date;
}

function judgeDelta({ bytes, base, signers, now }: DeltaAnswer): Judgement {
  const [der] = derBlocks(bytes, "crl") ?? [];
  const delta = der && tryCrl(der);
  if (!der || !delta) return refuse("malformed");
  if (!isSignedBy(delta, signers)) return refuse("signature", [der]);
  if (delta.baseNumber === null || (base && !isMadeFor(delta, base))) return refuse("other", [der]);
  const fault = timeFault(delta, now);
  if (fault) return refuse(fault, [der]);
  return { ok: true, items: [der], until: keptUntil(delta), settles: isEnough(delta, base, now) };
}

/** Whether list and delta together speak about today. */
function isEnough(delta: Crl, base: Crl | null, now: Date): boolean {
  return base !== null && (continues(delta, base) || timeFault(base, now) === null);
}

function isSignedBy(crl: Crl, signers: readonly PublicKey[]): boolean {
  const ledger = new SignatureLedger();
  return signers.some((key) => ledger.check(key, crl) === null);
}
