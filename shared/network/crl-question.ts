/** Fetches certificate revocation lists from where certificates, or the facts about anchors, say they are. */

import { derBlocks } from "../asn1/pem.ts";
import { type PublicKey, readPublicKey } from "../asn1/public-key.ts";
import { builtInAnchors } from "../trust/built-in-anchors.ts";
import { tryCrl } from "../trust/crl.ts";
import { SignatureLedger } from "../trust/signature-ledger.ts";
import type { EvidenceWish } from "../trust/wishes.ts";
import { type Judgement, type Question, refuse } from "./question.ts";
import { keptUntil, timeFault } from "./timeliness.ts";

/** As base64 it must fit one joined answer of the host. */
const MAX_BYTES = 20 * 1024 * 1024;
const YOUNG_MS = 6 * 60 * 60_000;

export type ListWish = Extract<EvidenceWish, { kind: "crl" | "anchor-crl" }>;

export function crlQuestion(wish: ListWish, now: Date): Question {
  const judge = (bytes: Uint8Array) => judgeCrl({ bytes, signers: signersFor(wish), now });
  return {
    kind: "crl",
    // One list serves all certificates of an authority.
    key: `crl ${wish.urls.join(" ")}`,
    urls: wish.urls,
    attempts: [{ post: null, judge }],
    judgeKept: judge,
    maxBytes: MAX_BYTES,
    youngFor: YOUNG_MS,
  };
}

/** Keys that may sign the list; there may be others that only the judge of the verdict knows. */
export function signersFor(wish: ListWish): PublicKey[] {
  if (wish.kind === "crl") return [readPublicKey(wish.issuer.spki)];
  const issuer = wish.anchor.issued?.issuer.key;
  return builtInAnchors()
    .filter(({ subject }) => subject.key === issuer)
    .map(({ publicKey }) => publicKey);
}

interface CrlAnswer {
  readonly bytes: Uint8Array;
  readonly signers: readonly PublicKey[];
  readonly now: Date;
}

function judgeCrl({ bytes, signers, now }: CrlAnswer): Judgement {
  const [der] = derBlocks(bytes, "crl") ?? [];
  const crl = der && tryCrl(der);
  if (!der || !crl) return refuse("malformed");
  const ledger = new SignatureLedger();
  // Another key of the authority, or an indirect list: the judge may know the signer.
  if (!signers.some((key) => ledger.check(key, crl) === null)) return refuse("signature", [der]);
  const fault = timeFault(crl, now);
  if (fault) return refuse(fault, [der]);
  return { ok: true, items: [der], until: keptUntil(crl), settles: true };
}
