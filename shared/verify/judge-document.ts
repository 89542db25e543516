/**
 * All signatures of a PDF, in the order in which one proves the time of another: document time-stamps from the newest to the
 * oldest, each covering what its range holds, then everything else (EN 319 102-1 5.6.3.4; EN 319 142-1 5.5).
 */

import type { ReasonCode } from "../messages/verdict-reasons.ts";
import type { PdfDocument } from "../pdf/document.ts";
import type { PdfSignature } from "../pdf/signatures.ts";
import type { HashName } from "../signature/hash.ts";
import { materialObjects, messageObjects } from "./covered-objects.ts";
import { isBefore } from "./document-levels.ts";
import type { TrustGround } from "./ground.ts";
import { type Judged, type JudgedSignature, judgeMessage } from "./judge.ts";
import type { PlannedMessage } from "./message.ts";
import { ProofsOfExistence } from "./proof-of-existence.ts";
import { validationStore } from "./validation-store.ts";

/** A signature whose form and message are looked at; trust is not asked yet. */
export interface CheckedSignature {
  readonly signature: PdfSignature;
  readonly message: PlannedMessage;
  /** Of the signed ranges, by the hash that the message wants. */
  readonly digest: Uint8Array;
  /** The first thing wrong; null: it is right over its bytes. */
  readonly flaw: ReasonCode | null;
}

export interface DocumentRequest {
  readonly document: PdfDocument | null;
  /** In the order in which their ranges end. */
  readonly checked: readonly CheckedSignature[];
  readonly ground: TrustGround;
}

/** One for each of `checked`, in its order. */
export function judgeDocument(request: DocumentRequest): JudgedSignature[] {
  // What an earlier round proved may since be refuted.
  const ground = { ...request.ground, proofs: new ProofsOfExistence(request.ground.now) };
  const judged = new Map<CheckedSignature, Judged>();
  const isStamp = ({ message }: CheckedSignature) => message.timestamp !== null;
  for (const stamp of request.checked.filter(isStamp).toReversed()) {
    const judgement = judgeMessage({ ...stamp, ground });
    judged.set(stamp, judgement);
    if (judgement.indication === "TOTAL-PASSED") addProofs({ ...request, ground }, stamp);
  }
  const holding = [...judged.entries()].filter(([, { indication }]) => indication === "TOTAL-PASSED");
  return request.checked.map((own) => {
    const around = timesAround(own, holding);
    const contentDigest = (hash: HashName) => (hash === own.message.digest ? own.digest : null);
    const judgement = judged.get(own) ?? judgeMessage({ ...own, ground, contentDigest, ...around });
    return { signature: own.signature, message: own.message, judgement };
  });
}

/** A document time-stamp that holds proves every earlier revision: its signatures, and the store as it was then. */
function addProofs({ document, checked, ground }: DocumentRequest, stamp: CheckedSignature): void {
  const time = stamp.message.timestamp?.info?.time;
  const end = endOf(stamp);
  if (!document || !time || end === null) return;
  for (const { message } of checked.filter((other) => isBefore(other, stamp))) {
    if (message.data) ground.proofs.add(messageObjects(message.data), time);
  }
  const store = validationStore(document.at(end));
  if (store) ground.proofs.add(materialObjects(store), time);
}

function endOf({ signature }: CheckedSignature): number | null {
  return signature.ranges?.[1].end ?? null;
}

/** The newest time-stamp that a signature covers, and the oldest one that covers it. */
function timesAround(own: CheckedSignature, holding: readonly (readonly [CheckedSignature, Judged])[]) {
  const times = (stamps: typeof holding) => stamps.map(([, { bestTime }]) => bestTime.getTime());
  const inside = times(holding.filter(([stamp]) => isBefore(stamp, own)));
  const outside = times(holding.filter(([stamp]) => isBefore(own, stamp)));
  return {
    youngerThan: inside.length > 0 ? new Date(Math.max(...inside)) : null,
    olderThan: outside.length > 0 ? new Date(Math.min(...outside)) : null,
  };
}
