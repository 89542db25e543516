/** `network.crl`: the revocation lists that a certificate names, or the one that could revoke a built-in anchor. */

import { toBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Params, Result } from "#shared/protocol/messages.ts";
import { builtInAnchors } from "#shared/trust/built-in-anchors.ts";
import { anchorWishes, type EvidenceWish, statusWishes } from "#shared/trust/wishes.ts";
import { certificateParam, issuerParam, unansweredResult } from "./network-params.ts";
import type { CommandContext } from "./run.ts";

export async function askCrl(
  params: Params<"network.crl">,
  { host, signal }: CommandContext,
): Promise<Result<"network.crl">> {
  const desk = await host.evidence();
  const found = await desk.ask(wishesFor(params), signal);
  return { crls: found.crls.map(toBase64), unanswered: unansweredResult(found) };
}

function wishesFor(params: Params<"network.crl">): EvidenceWish[] {
  if (params.kind === "anchor") {
    const anchor = builtInAnchors().find(({ certificateSha256 }) => certificateSha256 === params.anchor);
    return anchorWishes(anchor ?? fail("INVALID_ARGUMENT", { field: "params.anchor" }));
  }
  const wishes = statusWishes(certificateParam(params.certificate), issuerParam(params.issuer));
  return wishes.filter(({ kind }) => kind === "crl");
}
