/** `network.ocsp`: what the OCSP services of a certificate say. */

import { toBase64 } from "#shared/bytes.ts";
import type { Params, Result } from "#shared/protocol/messages.ts";
import { statusWishes } from "#shared/trust/wishes.ts";
import { certificateParam, issuerParam, unansweredResult } from "./network-params.ts";
import type { CommandContext } from "./run.ts";

export async function askOcsp(
  params: Params<"network.ocsp">,
  { host, signal }: CommandContext,
): Promise<Result<"network.ocsp">> {
  const certificate = certificateParam(params.certificate);
  const all = statusWishes(certificate, issuerParam(params.issuer));
  const wishes = all.filter(({ kind }) => kind === "ocsp");
  const desk = await host.evidence();
  const found = await desk.ask(wishes, signal);
  return {
    responses: found.ocspResponses.map(toBase64),
    unanswered: unansweredResult(found),
    settled: wishes.length > 0 && found.open.length === 0,
  };
}
