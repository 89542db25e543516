/** The signature goes into its place, and our own verifier judges the finished file before anything leaves. */

import { signedName } from "../../parts/format.ts";
import type { Consent, Desk } from "../desk.ts";
import type { SignedResult } from "../state.ts";
import { documentOf } from "./check.ts";

interface EmbedRequest {
  readonly consent: Consent;
  readonly cms: Uint8Array;
  /** No further signature of this act follows. */
  readonly last: boolean;
}

/** null where another signature follows. Errors LIMIT_EXCEEDED (the CMS is larger than its place), SELF_CHECK_FAILED. */
export async function embedStep(
  desk: Desk,
  id: string,
  { consent, cms, last }: EmbedRequest,
): Promise<SignedResult | null> {
  if (last) desk.store.dispatch({ type: "step", id, step: "embed", took: desk.lap(id) });
  const { certificate } = consent.offer;
  const signed = await desk.engine(id).call("embed", { cms, certificate: certificate.id, last });
  if (signed === null) return null;
  return {
    ...signed,
    name: signedName(documentOf(desk, id).name),
    signedAt: new Date(),
    certificate,
    delivery: "none",
    label: null,
    saved: false,
  };
}
