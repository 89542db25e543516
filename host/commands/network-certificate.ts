/** `network.certificate`: the issuer of a certificate, from where the certificate says it is. */

import { toBase64 } from "#shared/bytes.ts";
import type { Params, Result } from "#shared/protocol/messages.ts";
import { issuerWishes } from "#shared/trust/wishes.ts";
import { certificateParam, unansweredResult } from "./network-params.ts";
import type { CommandContext } from "./run.ts";

export async function askCertificate(
  params: Params<"network.certificate">,
  { host, signal }: CommandContext,
): Promise<Result<"network.certificate">> {
  const desk = await host.evidence();
  const found = await desk.ask(issuerWishes(certificateParam(params.certificate)), signal);
  return { certificates: found.certificates.map(toBase64), unanswered: unansweredResult(found) };
}
