/** Time-stamp tokens that a message carries (RFC 3161 appendix A): the small verdict of each, and whether it proves a time. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { equalBytes } from "../bytes.ts";
import { embeddedMaterial } from "../cms/embedded-material.ts";
import { readSignedData, type SignedDataFacts } from "../cms/read.ts";
import { checkTimestamp, type TimestampFacts } from "../cms/timestamp.ts";
import type { HashName } from "../signature/hash.ts";
import { outcomeOf } from "./failure.ts";
import { type TrustGround, withMaterial } from "./ground.ts";
import { type Standing, standingOf } from "./trust.ts";
import type { TimestampVerdict } from "./verdict.ts";

export interface StampRequest {
  /** Tokens as they stand; what cannot be read is left out. */
  readonly tokens: readonly Uint8Array[];
  /** Digest of what is said to be stamped; null where it is not at hand. */
  readonly stamped: DigestOf;
  /** DER, of the message the stamps belong to. */
  readonly certificates: readonly Uint8Array[];
  readonly ground: TrustGround;
}

/** Digest of one and the same bytes by each hash that is asked for; null where it was not made. */
export type DigestOf = (hash: HashName) => Uint8Array | null;

export interface Stamp {
  readonly verdict: TimestampVerdict;
  readonly time: Date;
  /** Right and over these bytes, whoever made it. */
  readonly intact: boolean;
  /** Proves that the bytes existed at `time`. */
  readonly proves: boolean;
  readonly certificate: CertificateFacts | null;
  readonly standing: Standing | null;
}

/** Tokens in one place that are judged. */
const MAX_TOKENS = 5;

/** The earliest proving stamp first, then the earliest intact one, then any. */
export function judgeStamps(request: StampRequest): Stamp[] {
  return request.tokens
    .slice(0, MAX_TOKENS)
    .map((token) => judgeToken(token, request))
    .filter((stamp) => stamp !== null)
    .toSorted((a, b) => rank(a) - rank(b) || a.time.getTime() - b.time.getTime());
}

function rank({ proves, intact }: Stamp): number {
  return proves ? 0 : intact ? 1 : 2;
}

function judgeToken(token: Uint8Array, { stamped, certificates, ground }: StampRequest): Stamp | null {
  const { data } = readSignedData(token);
  if (!data) return null;
  const stored = ground.intermediates.map(({ der }) => der);
  const facts = checkTimestamp(data, { certificates, stored });
  if (!facts.info) return null;
  const { time, imprint, imprintHash } = facts.info;
  const over = equalBytes(imprint, stamped(imprintHash) ?? new Uint8Array());
  const flaw = facts.flaw ?? (over ? null : "timestamp-imprint-wrong");
  const standing = flaw ? null : stampStanding({ facts, data, certificates, ground });
  const { indication, subIndication } = flaw
    ? outcomeOf(flaw)
    : (standing ?? { indication: "INDETERMINATE", subIndication: "NO_CERTIFICATE_CHAIN_FOUND" });
  const { certificate } = facts;
  return {
    verdict: stampVerdict(time, { indication, subIndication, imprint: imprintHash, tsa: certificate }),
    time,
    intact: flaw === null,
    proves: indication === "TOTAL-PASSED",
    certificate,
    standing,
  };
}

export interface StandingOfStamp {
  readonly facts: TimestampFacts;
  /** The token. */
  readonly data: SignedDataFacts;
  /** DER, beside those of the token. */
  readonly certificates: readonly Uint8Array[];
  readonly ground: TrustGround;
}

/** Path and status of the authority, judged at the time it named; null where the token is not right. */
export function stampStanding({ facts, data, certificates, ground }: StandingOfStamp): Standing | null {
  const { info, plan, certificate } = facts;
  if (!info || !plan?.algorithm || !certificate) return null;
  const [signer] = data.signers;
  const own = embeddedMaterial(data, signer ?? null);
  return standingOf({
    certificate,
    algorithm: plan.algorithm,
    ground: withMaterial(ground, { ...own, certificates: [...own.certificates, ...certificates] }),
    digest: info.imprintHash,
    at: info.time,
    proven: false,
    existed: ground.proofs.of(signer?.signature ?? new Uint8Array()) ?? ground.now,
    purpose: "timestamp",
  });
}

export function stampVerdict(
  time: Date,
  facts: Omit<TimestampVerdict, "time" | "tsa"> & { readonly tsa: CertificateFacts | null },
): TimestampVerdict {
  const { indication, subIndication, imprint, tsa } = facts;
  return { time: time.toISOString(), indication, subIndication, imprint, tsa: tsa?.subject.text ?? null };
}
