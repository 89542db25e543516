/** Fetches the certificate of an issuer (`caIssuers`, RFC 5280 4.2.2.1); the path engine decides what it is worth. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { comparableName } from "../trust/comparable-name.ts";
import { SignatureLedger } from "../trust/signature-ledger.ts";
import type { EvidenceWish } from "../trust/wishes.ts";
import { certificatesIn } from "./certificate-list.ts";
import { type Judgement, type Question, refuse } from "./question.ts";

const MAX_BYTES = 256 * 1024;
const KEEP_MS = 30 * 24 * 60 * 60_000;

export function certificateQuestion(
  wish: Extract<EvidenceWish, { kind: "certificate" }>,
  now: Date,
): Question {
  const judge = (bytes: Uint8Array) => judgeCertificates(bytes, wish.certificate, now);
  return {
    kind: "certificate",
    key: `certificate ${wish.certificate.sha256}`,
    urls: wish.urls,
    attempts: [{ post: null, judge }],
    judgeKept: judge,
    maxBytes: MAX_BYTES,
    youngFor: KEEP_MS,
  };
}

/** The issuer first; what stands beside it may lead further up. */
function judgeCertificates(bytes: Uint8Array, child: CertificateFacts, now: Date): Judgement {
  const found = certificatesIn(bytes);
  if (found.length === 0) return refuse("malformed");
  const issuer = found.find((candidate) => isIssuer(candidate, child));
  if (!issuer) return refuse("other");
  const others = found.filter((candidate) => candidate !== issuer);
  const items = [issuer, ...others].map(({ der }) => der);
  return { ok: true, items, until: new Date(now.getTime() + KEEP_MS), settles: true };
}

function isIssuer(candidate: CertificateFacts, child: CertificateFacts): boolean {
  const isNamed = nameKey(candidate.subject.der) === nameKey(child.issuer.der);
  return isNamed && new SignatureLedger().check(candidate.publicKey, child) === null;
}

function nameKey(der: Uint8Array): string | null {
  try {
    return comparableName(der).key;
  } catch {
    return null;
  }
}
