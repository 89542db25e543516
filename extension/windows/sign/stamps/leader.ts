/** Whether an agency may seal the document: a competent person signed it before, and that signature still holds. Pure. */

import type { FileVerdict } from "#shared/verify/verdict.ts";
import type { Offer } from "../choose.ts";
import type { Entry } from "../state.ts";
import { isSealing, type StampWork } from "./state.ts";

/** The document is to be sealed, and no competent person has signed it. */
export function needsLeader({ choice }: StampWork, { document }: Entry, { certificate }: Offer): boolean {
  return isSealing(choice) && isLeaderMissing(document?.verdict ?? null, certificate.id);
}

/** Nghị định 30/2020/NĐ-CP, article 32.2 c: only what the competent person has signed. `seal`: SHA-256 of the seal's certificate. */
export function isLeaderMissing(verdict: FileVerdict | null, seal: string): boolean {
  const held = verdict?.signatures.some(
    ({ integrity, changes, indication, signer }) =>
      integrity && changes !== "forbidden" && indication !== "TOTAL-FAILED" && signer?.sha256 !== seal,
  );
  return held !== true;
}
