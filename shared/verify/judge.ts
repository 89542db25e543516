/** A planned message, checked: integrity first, then who stands behind it. What later bytes do is judged apart. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { readTime } from "../asn1/time.ts";
import { singleValue } from "../cms/attributes.ts";
import { certificateReference } from "../cms/certificate-reference.ts";
import { embeddedMaterial } from "../cms/embedded-material.ts";
import type { SignerFacts } from "../cms/read.ts";
import type { ReasonCode, WarningCode } from "../messages/verdict-reasons.ts";
import type { PdfSignature } from "../pdf/signatures.ts";
import { signatureObjects } from "./covered-objects.ts";
import { type Outcome, outcomeOf } from "./failure.ts";
import type { TrustGround } from "./ground.ts";
import type { PlannedMessage } from "./message.ts";
import type { Reason } from "./path-outcome.ts";
import { signatureStamp, stampStanding, stampVerdict } from "./time-stamp.ts";
import { type Standing, standingOf } from "./trust.ts";
import type { Level, TimestampVerdict } from "./verdict.ts";

export interface JudgeRequest {
  readonly message: PlannedMessage;
  /** The first thing wrong with form or message; null: it is right over its bytes. */
  readonly flaw: ReasonCode | null;
  readonly ground: TrustGround;
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
  /** Whether an intact time-stamp is on it, for the level. */
  readonly stamped: boolean;
}

/** A signature of a PDF with all that is known of it but what later bytes do. */
export interface JudgedSignature {
  readonly signature: PdfSignature;
  readonly message: PlannedMessage;
  readonly judgement: Judged;
}

export function judgeMessage(request: JudgeRequest): Judged {
  const { message, flaw, ground } = request;
  if (flaw) {
    const nothing = { standing: null, timestamp: null, bestTime: ground.now, stamped: false, warnings: [] };
    const { certificate } = message;
    return { ...outcomeOf(flaw), integrity: false, reasons: [flaw], certificate, ...nothing };
  }
  return message.timestamp ? judgeDocumentStamp(request) : judgeSignature(request);
}

function judgeSignature({ message, ground, youngerThan = null }: JudgeRequest): Judged {
  const { signer, plan, data, certificate, digest } = message;
  const certificates = data?.certificates ?? [];
  const stamp = signer ? signatureStamp({ signer, certificates, ground }) : null;
  if (stamp?.proves) ground.proofs.add(signatureObjects(message), stamp.time);
  const proven = signer && ground.proofs.of(signer.signature);
  const bestTime = proven ?? ground.now;
  const standing =
    plan?.algorithm && certificate && digest && data
      ? standingOf({
          certificate,
          algorithm: plan.algorithm,
          digest,
          material: embeddedMaterial(data, signer),
          ground,
          at: bestTime,
          proven: proven !== null,
          existed: bestTime,
          notSignedBefore: youngerThan,
          purpose: "document",
        })
      : null;
  const stampReasons: ReasonCode[] = !stamp ? ["no-timestamp"] : stamp.intact ? [] : ["timestamp-invalid"];
  return {
    ...outcomeFrom(standing),
    integrity: true,
    reasons: [...(standing?.reasons ?? []), ...stampReasons],
    warnings: warningsOf(standing, signer),
    certificate,
    standing,
    timestamp: stamp?.verdict ?? null,
    bestTime,
    stamped: stamp?.intact ?? false,
  };
}

function judgeDocumentStamp({ message, ground }: JudgeRequest): Judged {
  const { timestamp, data, certificate } = message;
  const standing =
    timestamp && data ? stampStanding({ facts: timestamp, data, certificates: [], ground }) : null;
  const outcome = outcomeFrom(standing);
  const info = timestamp?.info ?? null;
  return {
    ...outcome,
    integrity: true,
    reasons: standing?.reasons ?? [],
    warnings: warningsOf(standing, null),
    certificate,
    standing,
    timestamp: info && stampVerdict(info.time, { ...outcome, imprint: info.imprintHash, tsa: certificate }),
    bestTime: info && outcome.indication === "TOTAL-PASSED" ? info.time : ground.now,
    stamped: false,
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

/** EN 319 142-1 6.1 and EN 319 122-1 6.1, as far as one message shows it. */
export function levelOf(message: PlannedMessage, judged: Judged, baseline: boolean): Level {
  const { signer, certificate } = message;
  const attributes = signer?.signedAttributes?.attributes ?? [];
  const referenced = certificate !== null && certificateReference(attributes, certificate) === "right";
  if (!judged.integrity || !baseline || !referenced) return "CMS";
  return judged.stamped ? "B-T" : "B-B";
}
