/** The levels of the signatures of a PDF (EN 319 142-1 6): what its store held when an intact time-stamp covered it. */

import { embeddedMaterial } from "../cms/embedded-material.ts";
import type { PdfDocument } from "../pdf/document.ts";
import type { ValidationMaterial } from "../trust/evidence.ts";
import type { JudgedSignature } from "./judge.ts";
import { levelOf } from "./levels.ts";
import { validationStore } from "./validation-store.ts";
import type { Level } from "./verdict.ts";

const BASELINE = "ETSI.CAdES.detached";

/** One for each of `judged`, which stand in the order in which their ranges end. */
export function documentLevels(document: PdfDocument | null, judged: readonly JudgedSignature[]): Level[] {
  const stores = new Map<number, ValidationMaterial | null>();
  const storeAt = (end: number) => {
    const store = stores.get(end) ?? (document && validationStore(document.at(end)));
    stores.set(end, store);
    return store;
  };
  return judged.map((own) => {
    const { message, judgement } = own;
    const covering = judged.filter((other) => isIntactStamp(other) && isBefore(own, other));
    const end = covering.at(-1)?.signature.ranges?.[1].end ?? null;
    const embedded = message.data ? [embeddedMaterial(message.data, message.signer)] : [];
    const withStore = (store: ValidationMaterial | null) => (store ? [store, ...embedded] : embedded);
    return levelOf({
      message,
      judged: judgement,
      baseline: own.signature.subFilter === BASELINE,
      material: withStore(document && validationStore(document)),
      archived: end === null ? null : withStore(storeAt(end)),
      covered: end !== null,
    });
  });
}

function isIntactStamp({ message, judgement }: JudgedSignature): boolean {
  return message.timestamp !== null && judgement.integrity;
}

/** Whether the ranges of `other` hold all of `own`. */
export function isBefore(own: Ranged, other: Ranged): boolean {
  const [end, limit] = [own.signature.ranges?.[1].end, other.signature.ranges?.[0].end];
  return end !== undefined && limit !== undefined && end <= limit;
}

type Ranged = Pick<JudgedSignature, "signature">;
