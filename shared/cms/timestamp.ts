/** Time-stamp tokens (RFC 3161 2.4.2): SignedData over a TSTInfo. Reads and checks integrity; trust in the authority comes later. */

import { isPlain, readAlgorithm } from "../asn1/algorithm.ts";
import type { CertificateFacts } from "../asn1/certificate.ts";
import { DerReader, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readNumber, readOid } from "../asn1/primitive.ts";
import { readTime } from "../asn1/time.ts";
import { type HashName, hashByOid } from "../signature/hash.ts";
import { type CmsFlaw, checkSigner, digestInMemory, planSigner, type SignerPlan } from "./check.ts";
import type { SignedDataFacts } from "./read.ts";

interface TimestampInfo {
  readonly time: Date;
  readonly policy: string;
  /** Hash of the stamped data and the digest the token carries. */
  readonly imprintHash: HashName;
  readonly imprint: Uint8Array;
}

type TimestampFlaw = CmsFlaw | "timestamp-unreadable" | "timestamp-usage-wrong";

export interface TimestampFacts {
  readonly info: TimestampInfo | null;
  readonly plan: SignerPlan | null;
  readonly certificate: CertificateFacts | null;
  /** The first thing wrong with the token itself; the imprint is the caller's to compare. */
  readonly flaw: TimestampFlaw | null;
}

/** Where to look for the authority's certificate beside the token itself; DER. */
interface Elsewhere {
  /** Of the message that carries the token. */
  readonly certificates?: readonly Uint8Array[];
  /** Asked only where it is not there: who asked for a token without certificates (certReq, 2.4.1) stores them. */
  readonly stored?: readonly Uint8Array[];
}

export function checkTimestamp(
  data: SignedDataFacts,
  { certificates = [], stored = [] }: Elsewhere = {},
): TimestampFacts {
  const near = check(data, [...data.certificates, ...certificates]);
  return near.flaw === "signer-certificate-missing" ? check(data, stored) : near;
}

function check(data: SignedDataFacts, certificates: readonly Uint8Array[]): TimestampFacts {
  const [signer] = data.signers;
  const info = readTimestampInfo(data);
  if (!info || !data.content || !signer || data.signers.length !== 1) {
    return { info: null, plan: null, certificate: null, flaw: "timestamp-unreadable" };
  }
  // RFC 3161 2.4.2 and RFC 5816: the ESS reference to the authority's certificate is mandatory.
  const plan = planSigner({
    signer,
    certificates,
    contentType: OID.tstInfo,
    needsReference: true,
    needsAttributes: true,
  });
  const flaw = checkSigner(signer, plan, digestInMemory(plan, data.content));
  const { certificate } = plan;
  return {
    info,
    plan,
    certificate,
    flaw: flaw ?? (certificate && mayStamp(certificate) ? null : "timestamp-usage-wrong"),
  };
}

/** RFC 3161 2.3: the purpose timeStamping alone, and critical. */
function mayStamp(certificate: CertificateFacts): boolean {
  const extension = certificate.extensions.find(({ oid }) => oid === OID.extendedKeyUsage);
  const purposes = certificate.extendedKeyUsage ?? [];
  return extension?.critical === true && purposes.length === 1 && purposes[0] === OID.timeStamping;
}

/** What a token says, right or wrong; null where it is none. */
export function readTimestampInfo({ contentType, content }: SignedDataFacts): TimestampInfo | null {
  return contentType === OID.tstInfo && content ? readInfo(content) : null;
}

/** TSTInfo (RFC 3161 2.4.2); null where malformed. What follows genTime changes no verdict. */
function readInfo(bytes: Uint8Array): TimestampInfo | null {
  try {
    const outer = new DerReader(bytes, "ber");
    const reader = outer.enter(TAG.sequence);
    outer.finish();
    readNumber(reader.read(TAG.integer));
    const policy = readOid(reader.read(TAG.oid));
    const imprint = reader.enter(TAG.sequence);
    const hash = readAlgorithm(imprint.read(TAG.sequence));
    const digest = imprint.read(TAG.octetString).content;
    imprint.finish();
    reader.read(TAG.integer);
    const time = readTime(reader.read(TAG.generalizedTime));
    const imprintHash = isPlain(hash) ? hashByOid(hash.oid) : null;
    return imprintHash ? { time, policy, imprintHash, imprint: digest } : null;
  } catch {
    return null;
  }
}
