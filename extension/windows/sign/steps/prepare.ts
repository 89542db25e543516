/** The revision is appended in memory and hashed; the original is not touched. */

import { fromBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { PreparedDigest } from "../../engine-messages.ts";
import type { Consent, Desk } from "../desk.ts";

interface PrepareRequest {
  readonly consent: Consent;
  /** Which of the looks the user agreed to, from 0. */
  readonly round: number;
  /** It will get a time-stamp. */
  readonly stamp: boolean;
}

/** Errors CERTIFICATION_FORBIDS, PDF_BROKEN, LIMIT_EXCEEDED. Of this signature nothing has reached the token yet. */
export async function prepareStep(
  desk: Desk,
  id: string,
  { consent, round, stamp }: PrepareRequest,
): Promise<PreparedDigest> {
  const certificates = consent.offer.certificate.chain.map(
    (der) => fromBase64(der) ?? fail("HOST_JUNK", { field: "chain" }),
  );
  const look = consent.looks[round] ?? null;
  return desk.engine(id).call("prepare", { certificates, time: new Date(), look, round, stamp });
}
