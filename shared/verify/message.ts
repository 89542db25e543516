/** One signed message against the bytes it is said to sign: right, or the one reason why not. Trust is not asked here. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { equalBytes } from "../bytes.ts";
import { checkSigner, digestInMemory, planSigner, type SignerPlan } from "../cms/check.ts";
import { readSignedData, type SignedDataFacts, type SignerFacts } from "../cms/read.ts";
import { checkTimestamp, type TimestampFacts } from "../cms/timestamp.ts";
import type { ReasonCode } from "../messages/verdict-reasons.ts";
import type { HashName } from "../signature/hash.ts";

/** A message read, and what has to be hashed to check it. */
export interface PlannedMessage {
  readonly data: SignedDataFacts | null;
  readonly signer: SignerFacts | null;
  readonly plan: SignerPlan | null;
  readonly timestamp: TimestampFacts | null;
  readonly certificate: CertificateFacts | null;
  /** Hash of the document this message needs; null where none is needed any more. */
  readonly digest: HashName | null;
  readonly flaw: ReasonCode | null;
}

const DETACHED: readonly (string | null)[] = ["adbe.pkcs7.detached", "ETSI.CAdES.detached"];
const SHA1_CONTENT = "adbe.pkcs7.sha1";
const TIMESTAMP = "ETSI.RFC3161";
/** ISO 32000-1 12.8.3.2: a bare PKCS #1 signature, with SHA-1 only; ISO 32000-2 has deprecated it. */
const BARE_SHA1 = "adbe.x509.rsa_sha1";

export interface PdfMessage {
  /** What stands in /Contents. */
  readonly contents: Uint8Array;
  readonly subFilter: string | null;
  /** Certificates that the document stores for its time-stamps, DER. */
  readonly stored: readonly Uint8Array[];
}

/** The message of a signature (ISO 32000-2 12.8.3.3; EN 319 142-1 5). */
export function planPdfMessage({ contents, subFilter, stored }: PdfMessage): PlannedMessage {
  if (subFilter === BARE_SHA1) return flawed("sub-filter-old", null);
  const { data, reason } = readSignedData(contents);
  if (!data) return flawed(reason, null);
  const [signer] = data.signers;
  if (!signer || data.signers.length !== 1) return flawed("cms-signer-count", data);
  if (subFilter === TIMESTAMP) return planTimestamp(data, signer, stored);
  if (subFilter !== SHA1_CONTENT && !DETACHED.includes(subFilter)) return flawed("sub-filter-unknown", data);
  const plan = planSigner({
    signer,
    certificates: data.certificates,
    contentType: OID.data,
    needsReference: subFilter === "ETSI.CAdES.detached",
    needsAttributes: subFilter === "ETSI.CAdES.detached",
  });
  return {
    data,
    signer,
    plan,
    timestamp: null,
    certificate: plan.certificate,
    digest: subFilter === SHA1_CONTENT ? "sha1" : plan.digest,
    flaw: contentFlaw(data, subFilter) ?? plan.flaw,
  };
}

/** `stored`: where to look for the authority's certificate if the token has none, DER. */
export function planTimestamp(
  data: SignedDataFacts,
  signer: SignerFacts,
  stored: readonly Uint8Array[] = [],
): PlannedMessage {
  const timestamp = checkTimestamp(data, { stored });
  return {
    data,
    signer,
    plan: timestamp.plan,
    timestamp,
    certificate: timestamp.certificate,
    digest: timestamp.info?.imprintHash ?? null,
    flaw: timestamp.flaw,
  };
}

function flawed(flaw: ReasonCode, data: SignedDataFacts | null): PlannedMessage {
  return { data, signer: null, plan: null, timestamp: null, certificate: null, digest: null, flaw };
}

/** R7: a detached signature carries no content; adbe.pkcs7.sha1 carries exactly the SHA-1 digest. */
function contentFlaw(data: SignedDataFacts, subFilter: string | null): ReasonCode | null {
  if (data.contentType !== OID.data) return "content-type-wrong";
  if (subFilter === SHA1_CONTENT) return data.content?.length === 20 ? null : "cms-content-embedded";
  return data.content === null ? null : "cms-content-embedded";
}

/** What is wrong with the message over a document of this digest; null: it is right. */
export function checkMessage(message: PlannedMessage, documentDigest: Uint8Array): ReasonCode | null {
  const { flaw, data, signer, plan, timestamp } = message;
  if (flaw) return flaw;
  if (!data || !signer || !plan) return "cms-unreadable";
  if (timestamp) {
    const imprint = timestamp.info?.imprint;
    return imprint && equalBytes(imprint, documentDigest) ? null : "timestamp-imprint-wrong";
  }
  if (data.content === null) return checkSigner(signer, plan, documentDigest);
  if (!equalBytes(data.content, documentDigest)) return "digest-wrong";
  return checkSigner(signer, plan, digestInMemory(plan, data.content));
}
