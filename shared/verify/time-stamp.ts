/** The time-stamp over a signature value (RFC 3161 appendix A): its own small verdict, and whether it proves a time. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { equalBytes } from "../bytes.ts";
import { embeddedMaterial } from "../cms/embedded-material.ts";
import { readSignedData, type SignedDataFacts, type SignerFacts } from "../cms/read.ts";
import { checkTimestamp, type TimestampFacts } from "../cms/timestamp.ts";
import { hashOf } from "../signature/hash.ts";
import { attributeValues } from "./covered-objects.ts";
import { outcomeOf } from "./failure.ts";
import type { TrustGround } from "./ground.ts";
import { type Standing, standingOf } from "./trust.ts";
import type { TimestampVerdict } from "./verdict.ts";

export interface StampRequest {
  readonly signer: SignerFacts;
  /** DER, of the message the stamp belongs to. */
  readonly certificates: readonly Uint8Array[];
  readonly ground: TrustGround;
}

export interface Stamp {
  readonly verdict: TimestampVerdict;
  readonly time: Date;
  /** Right and over this signature, whoever made it. */
  readonly intact: boolean;
  /** Proves that the signature existed at `time`. */
  readonly proves: boolean;
}

/** Tokens on one signature that are judged. */
const MAX_TOKENS = 5;

/** The earliest proving stamp, else the earliest intact one, else any; null where there is none. */
export function signatureStamp(request: StampRequest): Stamp | null {
  const stamps = attributeValues(request.signer.unsignedAttributes, [OID.signatureTimeStamp])
    .slice(0, MAX_TOKENS)
    .map((token) => judgeToken(token, request))
    .filter((stamp) => stamp !== null)
    .toSorted((a, b) => rank(a) - rank(b) || a.time.getTime() - b.time.getTime());
  return stamps[0] ?? null;
}

function rank({ proves, intact }: Stamp): number {
  return proves ? 0 : intact ? 1 : 2;
}

function judgeToken(token: Uint8Array, { signer, certificates, ground }: StampRequest): Stamp | null {
  const { data } = readSignedData(token);
  if (!data) return null;
  const facts = checkTimestamp(data, certificates);
  if (!facts.info) return null;
  const { imprint, imprintHash } = facts.info;
  const over = equalBytes(imprint, hashOf(imprintHash, signer.signature));
  const flaw = facts.flaw ?? (over ? null : "timestamp-imprint-wrong");
  const standing = flaw ? null : stampStanding({ facts, data, certificates, ground });
  const { indication, subIndication } = flaw
    ? outcomeOf(flaw)
    : (standing ?? { indication: "INDETERMINATE", subIndication: "NO_CERTIFICATE_CHAIN_FOUND" });
  return {
    verdict: stampVerdict(facts.info.time, {
      indication,
      subIndication,
      imprint: imprintHash,
      tsa: facts.certificate,
    }),
    time: facts.info.time,
    intact: flaw === null,
    proves: indication === "TOTAL-PASSED",
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
    material: { ...own, certificates: [...own.certificates, ...certificates] },
    ground,
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
