/** Asks OCSP services (RFC 6960): with a nonce, then without, and takes only what the issuer or its delegate signed. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { readPublicKey } from "../asn1/public-key.ts";
import { equalBytes, toHex } from "../bytes.ts";
import { hashOf } from "../signature/hash.ts";
import { answersNonce } from "../trust/evidence.ts";
import { keyBits } from "../trust/key-bits.ts";
import { type OcspResponse, type SingleResponse, tryOcspResponse } from "../trust/ocsp.ts";
import { encodeOcspRequest } from "../trust/ocsp-request.ts";
import { TRUST_OID } from "../trust/oids.ts";
import { SignatureLedger } from "../trust/signature-ledger.ts";
import type { EvidenceWish } from "../trust/wishes.ts";
import { type Attempt, type Judgement, type Question, refuse } from "./question.ts";
import { keptUntil, timeFault } from "./timeliness.ts";

type OcspWish = Extract<EvidenceWish, { kind: "ocsp" }>;

const REQUEST_TYPE = "application/ocsp-request";
const MAX_BYTES = 256 * 1024;
const NONCE_OCTETS = 16;
const YOUNG_MS = 60 * 60_000;

export function ocspQuestion(wish: OcspWish, now: Date): Question {
  const { certificate, issuer, urls } = wish;
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_OCTETS));
  const attempt = (asked: Uint8Array | null): Attempt => ({
    post: { type: REQUEST_TYPE, body: encodeOcspRequest({ certificate, issuer, nonce: asked }) },
    judge: (bytes) => judgeOcsp({ bytes, wish, now, nonce: asked }),
  });
  return {
    kind: "ocsp",
    key: `ocsp ${certificate.sha256} ${toHex(hashOf("sha256", issuer.spki))}`,
    urls,
    attempts: [attempt(nonce), attempt(null)],
    judgeKept: (bytes) => judgeOcsp({ bytes, wish, now, nonce: null }),
    maxBytes: MAX_BYTES,
    youngFor: YOUNG_MS,
  };
}

interface OcspAnswer {
  readonly bytes: Uint8Array;
  readonly wish: OcspWish;
  readonly now: Date;
  readonly nonce: Uint8Array | null;
}

function judgeOcsp({ bytes, wish, now, nonce }: OcspAnswer): Judgement {
  const response = tryOcspResponse(bytes);
  if (!response) return refuse("malformed");
  const single = response.responses.find((each) => isAbout(each, wish));
  if (!single) return refuse("other");
  const signer = signerOf(response, wish, now);
  if (!signer) return refuse("signature");
  if (nonce && !answersNonce(response, nonce)) return refuse("nonce");
  const fault = timeFault(single, now) ?? timeFault({ ...single, thisUpdate: response.producedAt }, now);
  // An old answer may still prove a revocation.
  if (fault) return refuse(fault, [bytes]);
  const settles = single.status !== "unknown" && signer.isAboveDoubt;
  return { ok: true, items: [bytes], until: keptUntil(single), settles };
}

function isAbout(
  { hash, issuerKeyHash, serial }: SingleResponse,
  { certificate, issuer }: OcspWish,
): boolean {
  if (!hash || !equalBytes(serial, certificate.serial)) return false;
  return issuerKeyHash === toHex(hashOf(hash, keyBits(issuer.spki)));
}

/** `isAboveDoubt`: nobody need ask whether the signer itself was revoked (4.2.2.2.1). */
function signerOf(
  response: OcspResponse,
  { issuer }: OcspWish,
  now: Date,
): { readonly isAboveDoubt: boolean } | null {
  const ledger = new SignatureLedger();
  const issuerKey = readPublicKey(issuer.spki);
  if (ledger.check(issuerKey, response) === null) return { isAboveDoubt: true };
  const delegate = response.certificates.find(
    (candidate) =>
      isInOffice(candidate, now) &&
      ledger.check(issuerKey, candidate) === null &&
      ledger.check(candidate.publicKey, response) === null,
  );
  return delegate ? { isAboveDoubt: hasNoCheck(delegate) } : null;
}

/** What the judge will ask of a delegate, too; an answer of another one must not keep the list from being asked for. */
function isInOffice(
  { extendedKeyUsage, keyUsage, notBefore, notAfter }: CertificateFacts,
  now: Date,
): boolean {
  const signs = keyUsage === null || keyUsage.includes("digitalSignature");
  return (
    signs && extendedKeyUsage?.includes(TRUST_OID.ocspSigning) === true && notBefore <= now && now <= notAfter
  );
}

function hasNoCheck({ extensions }: CertificateFacts): boolean {
  return extensions.some(({ oid }) => oid === TRUST_OID.ocspNoCheck);
}
