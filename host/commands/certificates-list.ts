/** `certificates.list`: what a token holds, with the reason why one cannot sign. No PIN is needed. */

import type { Params, Result } from "#shared/protocol/messages.ts";
import { describeCertificate } from "../certificate-facts.ts";
import type { CommandContext } from "./run.ts";

const MAX_CERTIFICATES = 64;

export async function listCertificates(
  { token }: Params<"certificates.list">,
  { host, signal }: CommandContext,
): Promise<Result<"certificates.list">> {
  const driver = await host.driver();
  const now = new Date();
  const described = (await driver.certificates(token, signal)).map((each) => describeCertificate(each, now));
  return { certificates: described.filter((each) => each !== null).slice(0, MAX_CERTIFICATES) };
}
