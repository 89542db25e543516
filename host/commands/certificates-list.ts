/** `certificates.list`: what a token holds, with the reason why one cannot sign. No PIN is needed. */

import type { Params, Result } from "#shared/protocol/messages.ts";
import { describeCertificates } from "../certificate-facts.ts";
import type { CommandContext } from "./run.ts";

const MAX_CERTIFICATES = 64;

export async function listCertificates(
  { token }: Params<"certificates.list">,
  { host, signal }: CommandContext,
): Promise<Result<"certificates.list">> {
  const driver = await host.driver();
  const found = describeCertificates(await driver.certificates(token, signal), new Date());
  return { certificates: found.slice(0, MAX_CERTIFICATES) };
}
