/** The signature goes into its place; our own verifier judges the finished file before anything leaves. */

import { signedName } from "../../parts/format.ts";
import type { Consent, Desk } from "../desk.ts";
import type { SignedResult } from "../state.ts";
import { documentOf } from "./check.ts";

interface EmbedRequest {
  readonly cms: Uint8Array;
  /** No further signature of this act follows. */
  readonly last: boolean;
}

/** The whole signed file; null where another signature follows. Errors LIMIT_EXCEEDED (the CMS is larger than its place). */
export async function embedStep(desk: Desk, id: string, { cms, last }: EmbedRequest): Promise<Blob | null> {
  if (last) desk.store.dispatch({ type: "step", id, step: "embed", took: desk.lap(id) });
  return (await desk.engine(id).call("embed", { cms, last })).blob;
}

/** Of the finished file, what is known before it is judged. */
export type Unjudged = Pick<SignedResult, "blob" | "name" | "signedAt" | "certificate">;

export function unjudged(
  desk: Desk,
  id: string,
  { blob, consent }: { blob: Blob; consent: Consent },
): Unjudged {
  const { certificate } = consent.offer;
  return { blob, name: signedName(documentOf(desk, id).name), signedAt: new Date(), certificate };
}

/** Errors SELF_CHECK_FAILED. */
export async function judgeStep(desk: Desk, id: string, signed: Unjudged): Promise<SignedResult> {
  const { verdict } = await desk.engine(id).call("judge", { certificate: signed.certificate.id });
  return { ...signed, verdict, delivery: "none", label: null, saved: false };
}
