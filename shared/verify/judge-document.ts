/**
 * All signatures of a PDF, in the order in which one proves the time of another: document time-stamps from the newest to the
 * oldest, each covering what its range holds, then everything else (EN 319 102-1 5.6.3.4; EN 319 142-1 5.5).
 */

import type { ReasonCode } from "../messages/verdict-reasons.ts";
import type { PdfDocument } from "../pdf/document.ts";
import type { PdfSignature } from "../pdf/signatures.ts";
import type { HashName } from "../signature/hash.ts";
import { materialObjects, messageObjects, type Objects } from "./covered-objects.ts";
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
  const coverage = new Coverage(request);
  const isStamp = ({ message }: CheckedSignature) => message.timestamp !== null;
  for (const stamp of request.checked.filter(isStamp).toReversed()) {
    const judgement = judgeMessage({ ...stamp, ground });
    judged.set(stamp, judgement);
    if (proves(judgement)) ground.proofs.add(coverage.of(stamp), judgement.bestTime);
  }
  const holding = [...judged.entries()].filter(([, judgement]) => proves(judgement));
  return request.checked.map((own) => {
    const around = timesAround(own, holding);
    const contentDigest = (hash: HashName) => (hash === own.message.digest ? own.digest : null);
    const judgement = judged.get(own) ?? judgeMessage({ ...own, ground, contentDigest, ...around });
    return { signature: own.signature, message: own.message, judgement };
  });
}

function proves({ indication }: Judged): boolean {
  return indication === "TOTAL-PASSED";
}

/** Stores of earlier revisions that are read; twenty renewals last for a century. */
const MAX_STORES = 20;

/** What a document time-stamp covers: the signatures of every earlier revision, and the store as it was then. */
class Coverage {
  readonly #request: DocumentRequest;
  readonly #ofMessages = new Map<CheckedSignature, Objects>();
  #stores = 0;

  constructor(request: DocumentRequest) {
    this.#request = request;
  }

  of(stamp: CheckedSignature): Objects {
    const earlier = this.#request.checked.filter((other) => isLawful(other) && isBefore(other, stamp));
    return [...earlier.flatMap((other) => this.#ofMessage(other)), ...this.#ofStore(stamp)];
  }

  #ofMessage(own: CheckedSignature): Objects {
    const { data } = own.message;
    const objects = this.#ofMessages.get(own) ?? (data ? messageObjects(data) : []);
    this.#ofMessages.set(own, objects);
    return objects;
  }

  #ofStore({ signature }: CheckedSignature): Objects {
    const end = signature.ranges?.[1].end;
    if (!this.#request.document || end === undefined || this.#stores >= MAX_STORES) return [];
    this.#stores += 1;
    const store = validationStore(this.#request.document.at(end));
    return store ? materialObjects(store) : [];
  }
}

/** Otherwise its message may stand elsewhere than where its ranges say: in bytes that came later. */
function isLawful({ signature }: CheckedSignature): boolean {
  return signature.problems.length === 0;
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
