/** Between which proven times a signature was made (EN 319 102-1 5.5.4): its own stamps, and those of the file around it. */

import { OID } from "../asn1/oids.ts";
import { hashOf } from "../signature/hash.ts";
import { attributeValues, signatureObjects } from "./covered-objects.ts";
import type { TrustGround } from "./ground.ts";
import type { PlannedMessage } from "./message.ts";
import { type DigestOf, judgeStamps, type Stamp } from "./time-stamp.ts";

export interface FrameRequest {
  readonly message: PlannedMessage;
  /** With the material of the message. */
  readonly ground: TrustGround;
  /** Of the signed content. */
  readonly contentDigest: DigestOf;
  /** Newest time-stamp that holds and that the signature covers; null: none. */
  readonly youngerThan: Date | null;
  /** Oldest time-stamp that holds and covers the signature; null: none. */
  readonly olderThan: Date | null;
}

export interface TimeFrame {
  /** The signature-time-stamp that speaks; null: there is none. */
  readonly stamp: Stamp | null;
  /** best-signature-time, where a time-stamp proves one. */
  readonly proven: Date | null;
  /** The signature is proved to be younger than that; null: no such proof. */
  readonly youngerThan: Date | null;
  /** The proofs contradict each other: TIMESTAMP_ORDER_FAILURE. */
  readonly outOfOrder: boolean;
}

/** Clocks of authorities differ by less. */
const SKEW_MS = 60_000;

/** Adds what the signature's own stamps prove to the proofs of the ground. */
export function timeFrame(request: FrameRequest): TimeFrame {
  const { message, ground, olderThan } = request;
  const { signer, data } = message;
  if (!signer || !data) return { stamp: null, proven: null, youngerThan: null, outOfOrder: false };
  const certificates = data.certificates;
  const tokens = attributeValues(signer.unsignedAttributes, [OID.signatureTimeStamp]);
  const stamped = (hash: Parameters<DigestOf>[0]) => hashOf(hash, signer.signature);
  const [stamp = null] = judgeStamps({ tokens, stamped, certificates, ground });
  const youngerThan = latest(request.youngerThan, contentTime(request));
  if (stamp?.proves) ground.proofs.add(signatureObjects(message), stamp.time);
  const proven = ground.proofs.of(signer.signature);
  const own = stamp?.proves ? stamp.time : null;
  return {
    stamp,
    proven,
    youngerThan,
    outOfOrder: isAfter(youngerThan, proven) || isAfter(own, olderThan),
  };
}

/** Of the content-time-stamp that holds (EN 319 122-1 5.2.8): whoever signs it later signs later. */
function contentTime({ message, ground, contentDigest }: FrameRequest): Date | null {
  const { signer, data } = message;
  const attributes = signer?.signedAttributes?.attributes ?? [];
  const tokens = attributeValues(attributes, [OID.contentTimeStamp]);
  const certificates = data?.certificates ?? [];
  const stamps = judgeStamps({ tokens, stamped: contentDigest, certificates, ground });
  const times = stamps.filter(({ proves }) => proves).map(({ time }) => time);
  return times.reduce<Date | null>(latest, null);
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a > b ? a : b;
}

/** By more than clocks differ. */
export function isAfter(earlier: Date | null, later: Date | null): boolean {
  return earlier !== null && later !== null && earlier.getTime() > later.getTime() + SKEW_MS;
}
