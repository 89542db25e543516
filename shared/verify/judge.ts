/** A planned message, checked: integrity first, then who stands behind it. What later bytes do is judged apart. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { readTime } from "../asn1/time.ts";
import { singleValue } from "../cms/attributes.ts";
import { embeddedMaterial } from "../cms/embedded-material.ts";
import type { SignedDataFacts, SignerFacts } from "../cms/read.ts";
import { signaturePolicy } from "../cms/signature-policy.ts";
import type { ReasonCode, WarningCode } from "../messages/verdict-reasons.ts";
import type { PdfSignature } from "../pdf/signatures.ts";
import type { SignatureAlgorithm } from "../signature/algorithm.ts";
import type { HashName } from "../signature/hash.ts";
import { judgeArchive } from "./archive-stamps.ts";
import { type Outcome, outcomeOf } from "./failure.ts";
import { type TrustGround, withMaterial } from "./ground.ts";
import type { PlannedMessage } from "./message.ts";
import { dayOf, indeterminate, type Problem, type Reason } from "./path-outcome.ts";
import { isAfter, type TimeFrame, timeFrame } from "./time-frame.ts";
import { type DigestOf, type Stamp, stampStanding, stampVerdict } from "./time-stamp.ts";
import { type Standing, type StandingRequest, standingOf } from "./trust.ts";
import type { TimestampVerdict } from "./verdict.ts";

export interface JudgeRequest {
  readonly message: PlannedMessage;
  /** The first thing wrong with form or message; null: it is right over its bytes. */
  readonly flaw: ReasonCode | null;
  readonly ground: TrustGround;
  /** Of the signed content; absent: none is at hand. */
  readonly contentDigest?: DigestOf;
  /** Newest time-stamp that holds and that the signature covers; null: none. */
  readonly youngerThan?: Date | null;
  /** Oldest time-stamp that holds and covers the signature; null: none. */
  readonly olderThan?: Date | null;
}

export interface Judged extends Outcome {
  readonly integrity: boolean;
  readonly reasons: readonly Reason[];
  readonly warnings: readonly WarningCode[];
  readonly certificate: CertificateFacts | null;
  /** null where integrity is missing. */
  readonly standing: Standing | null;
  readonly timestamp: TimestampVerdict | null;
  readonly bestTime: Date;
  /** The signature-time-stamp that speaks; null: there is none, or the signature is wrong by itself. */
  readonly stamp: Stamp | null;
  /** What intact archive time-stamps cover; null: there is none. */
  readonly archived: SignedDataFacts | null;
}

/** A signature of a PDF with all that is known of it but what later bytes do. */
export interface JudgedSignature {
  readonly signature: PdfSignature;
  readonly message: PlannedMessage;
  readonly judgement: Judged;
}

const NOTHING = { standing: null, timestamp: null, stamp: null, archived: null, warnings: [] };

export function judgeMessage(request: JudgeRequest): Judged {
  const { message, flaw, ground } = request;
  const { certificate, plan, digest, data, signer } = message;
  if (flaw) {
    const nothing = { ...NOTHING, bestTime: ground.now };
    return { ...outcomeOf(flaw), integrity: false, reasons: [flaw], certificate, ...nothing };
  }
  if (message.timestamp) return judgeDocumentStamp(request);
  if (!plan?.algorithm || !certificate || !digest || !data || !signer) {
    return {
      ...outcomeFrom(null),
      integrity: true,
      reasons: [],
      certificate,
      ...NOTHING,
      bestTime: ground.now,
    };
  }
  return judgeSignature(request, { certificate, algorithm: plan.algorithm, digest, data, signer });
}

/** The parts of a message that is right: none is missing. */
interface WholeMessage {
  readonly certificate: CertificateFacts;
  readonly algorithm: SignatureAlgorithm;
  readonly digest: HashName;
  readonly data: SignedDataFacts;
  readonly signer: SignerFacts;
}

function judgeSignature(request: JudgeRequest, whole: WholeMessage): Judged {
  const { message, contentDigest = () => null, youngerThan = null } = request;
  const { data, signer, certificate, algorithm, digest } = whole;
  const ground = withMaterial(request.ground, embeddedMaterial(data, signer));
  const archive = judgeArchive({ data, signer, contentDigest, ground });
  const olderThan = earliest(request.olderThan ?? null, archive.olderThan);
  const frame = timeFrame({ message, ground, contentDigest, youngerThan, olderThan });
  const { stamp, proven } = frame;
  const bestTime = proven ?? ground.now;
  const question: StandingRequest = {
    certificate,
    algorithm,
    digest,
    ground,
    at: bestTime,
    proven: proven !== null,
    existed: bestTime,
    notSignedBefore: frame.youngerThan,
    purpose: "document",
  };
  const standing = hopeful(standingOf(question), question, stamp);
  const { indication, subIndication, reasons } = combined(standing, [
    orderProblem(frame),
    policyProblem(signer),
  ]);
  return {
    indication,
    subIndication,
    integrity: true,
    reasons: [...reasons, ...stampReasons(frame), ...archiveReasons(signer)],
    warnings: warningsOf(standing, signer),
    certificate,
    standing,
    timestamp: stamp?.verdict ?? null,
    bestTime,
    stamp,
    archived: archive.covered,
  };
}

/**
 * A certificate that is out of bounds today, under a right time-stamp of which only the evidence is missing: all may be well once it
 * is there, so TRY_LATER says more than OUT_OF_BOUNDS_NO_POE. Never passes.
 */
function hopeful(standing: Standing, question: StandingRequest, stamp: Stamp | null): Standing {
  const isPending = stamp?.intact && stamp.verdict.subIndication === "TRY_LATER";
  const isUnproven = standing.subIndication === "OUT_OF_BOUNDS_NO_POE" && !question.proven;
  if (!isPending || !isUnproven || stamp.time > question.ground.now) return standing;
  const then = standingOf({ ...question, at: stamp.time, existed: stamp.time });
  if (then.subIndication !== null && then.subIndication !== "TRY_LATER") return standing;
  const reasons: Reason[] = ["timestamp-not-checked", ...then.reasons];
  return { ...then, indication: "INDETERMINATE", subIndication: "TRY_LATER", reasons };
}

/** What is the matter with the signature's own time-stamp, and what proves the time in its place; nothing where it proves its time itself. */
function stampReasons({ stamp, proven }: TimeFrame): Reason[] {
  if (stamp?.proves) return [];
  const later: Reason[] = proven ? [{ code: "time-proved-later", what: dayOf(proven) }] : [];
  if (!stamp) return proven ? later : ["no-timestamp"];
  if (!stamp.intact) return ["timestamp-invalid", ...later];
  return ["timestamp-unproven", ...(stamp.standing?.reasons ?? []).filter(speaksOfStamp), ...later];
}

/** RFC 5126 6.4.1: they cover the message as it stood, byte by byte and in an order that is no longer known. */
function archiveReasons({ unsignedAttributes }: SignerFacts): Reason[] {
  const old: readonly string[] = [OID.archiveTimeStamp, OID.archiveTimeStampV2];
  return unsignedAttributes.some(({ oid }) => old.includes(oid)) ? ["archive-timestamp-old"] : [];
}

/** The others would be taken for the signer's. */
function speaksOfStamp(reason: Reason): boolean {
  return (typeof reason === "string" ? reason : reason.code).startsWith("timestamp-");
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}

const OUT_OF_ORDER = indeterminate("TIMESTAMP_ORDER_FAILURE", "timestamp-order");

function orderProblem({ outOfOrder }: TimeFrame): Problem | null {
  return outOfOrder ? OUT_OF_ORDER : null;
}

/** EN 319 102-1 5.2.4: a policy that the signer bound himself to must be at hand. */
function policyProblem(signer: SignerFacts): Problem | null {
  switch (signaturePolicy(signer)) {
    case "missing":
      return indeterminate("SIGNATURE_POLICY_NOT_AVAILABLE", "policy-missing");
    case "wrong":
      return indeterminate("POLICY_PROCESSING_ERROR", "policy-wrong");
    case "none":
    case "given":
      return null;
  }
}

/** What is proved wrong speaks first, then proofs that contradict each other, then what trust lacks, then the rest. */
function combined(standing: Standing, [order = null, ...others]: readonly (Problem | null)[]) {
  const more = [order, ...others].filter((problem) => problem !== null);
  const reasons = [...more.map(({ reason }) => reason), ...standing.reasons];
  if (standing.indication === "TOTAL-FAILED") return { ...standing, reasons };
  const speaking = order ?? (standing.subIndication === null ? more[0] : undefined) ?? standing;
  return { indication: speaking.indication, subIndication: speaking.subIndication, reasons };
}

function judgeDocumentStamp({ message, ground }: JudgeRequest): Judged {
  const { timestamp, data, certificate, signer } = message;
  const standing =
    timestamp && data ? stampStanding({ facts: timestamp, data, certificates: [], ground }) : null;
  const info = timestamp?.info ?? null;
  const existed = signer && ground.proofs.of(signer.signature);
  // A newer time-stamp covers it and names an earlier time.
  const order = isAfter(info?.time ?? null, existed) ? OUT_OF_ORDER : null;
  const { indication, subIndication, reasons } = standing
    ? combined(standing, [order])
    : { ...outcomeFrom(null), reasons: [] };
  const outcome = { indication, subIndication };
  return {
    ...outcome,
    integrity: true,
    reasons,
    warnings: warningsOf(standing, null),
    certificate,
    standing,
    timestamp: info && stampVerdict(info.time, { ...outcome, imprint: info.imprintHash, tsa: certificate }),
    bestTime: info && indication === "TOTAL-PASSED" ? info.time : ground.now,
    stamp: null,
    archived: null,
  };
}

/** Without a standing nothing is known of the signer: never passed. */
function outcomeFrom(standing: Standing | null): Outcome {
  if (!standing) return { indication: "INDETERMINATE", subIndication: "NO_CERTIFICATE_CHAIN_FOUND" };
  const { indication, subIndication } = standing;
  return { indication, subIndication };
}

function warningsOf(standing: Standing | null, signer: SignerFacts | null): WarningCode[] {
  return [
    ...(standing?.warnings ?? []),
    ...(signer && !signer.signedAttributes ? ["detached-attributes" as const] : []),
  ];
}

/** signing-time (RFC 5652 11.3): a claim of the signer's computer. */
export function claimedTime(signer: SignerFacts | null): Date | null {
  try {
    const value = singleValue(signer?.signedAttributes?.attributes ?? [], OID.signingTime);
    return value && readTime(value);
  } catch {
    return null;
  }
}
