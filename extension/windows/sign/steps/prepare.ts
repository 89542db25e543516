/** The revision is appended in memory and hashed; the original is not touched. */

import { fromBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { PreparedDigest } from "../../engine-messages.ts";
import type { Consent, Desk } from "../desk.ts";

/** Errors CERTIFICATION_FORBIDS, PDF_BROKEN, LIMIT_EXCEEDED. Nothing has reached the token yet. */
export async function prepareStep(desk: Desk, id: string, consent: Consent): Promise<PreparedDigest> {
  desk.phase(id, { kind: "working", step: "prepare", took: {} });
  const certificates = consent.offer.certificate.chain.map(
    (der) => fromBase64(der) ?? fail("HOST_JUNK", { field: "chain" }),
  );
  return desk.engine(id).call("prepare", { certificates, time: new Date() });
}
