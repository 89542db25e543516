/** The signature goes into its place, and our own verifier judges the finished file before anything leaves. */

import { signedName } from "../../parts/format.ts";
import type { Consent, Desk } from "../desk.ts";
import type { SignedResult } from "../state.ts";
import { documentOf } from "./check.ts";

/** Errors LIMIT_EXCEEDED (the CMS is larger than its place), SELF_CHECK_FAILED. */
export async function embedStep(
  desk: Desk,
  id: string,
  { consent, cms }: { consent: Consent; cms: Uint8Array },
): Promise<SignedResult> {
  desk.store.dispatch({ type: "step", id, step: "embed", took: desk.lap(id) });
  const { certificate } = consent.offer;
  const { blob, verdict } = await desk.engine(id).call("embed", { cms, certificate: certificate.id });
  return {
    blob,
    name: signedName(documentOf(desk, id).name),
    signedAt: new Date(),
    certificate,
    verdict,
    delivery: "none",
    label: null,
    saved: false,
  };
}
