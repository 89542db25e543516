/** `session.open`: who asks, with which certificate, for which documents; then the one login of the session. */

import { fail } from "#shared/errors.ts";
import type { Params, Result } from "#shared/protocol/messages.ts";
import { isDevelopment } from "../build.ts";
import { certificateRefusal, describeCertificate } from "../certificate-facts.ts";
import { checkSource } from "../session/source.ts";
import type { TokenDriver } from "../token/driver.ts";
import type { CommandContext } from "./run.ts";

export async function openSession(
  params: Params<"session.open">,
  { host, signal }: CommandContext,
): Promise<Result<"session.open">> {
  const { source, items } = params;
  const { policy } = await host.policy();
  checkSource(source, { httpOrigins: policy.httpOrigins ?? [], loopback: isDevelopment });
  const idleSeconds = Math.min(params.idleSeconds, 60 * (policy.idleMinutes ?? Number.POSITIVE_INFINITY));
  const login = async () => {
    const driver = await host.driver();
    await refuseUnsuitable(driver, params, signal);
    const { token, certificate, pin, allowLastTry } = params;
    return driver.open({ token, certificate, pin, allowLastTry }, signal);
  };
  const session = await host.sessions.open({ source, items, idleSeconds, login }, signal);
  return { session: session.id, idleSeconds };
}

/** Before the PIN leaves this process. */
async function refuseUnsuitable(
  driver: TokenDriver,
  { token, certificate }: Params<"session.open">,
  signal: AbortSignal,
): Promise<void> {
  const listed = await driver.certificates(token, signal);
  const chosen = listed.find(({ id }) => id === certificate);
  const described = chosen && describeCertificate(chosen, new Date());
  if (!described) return fail("CERT_NOT_FOUND", { certificate });
  const refusal = certificateRefusal(described);
  if (refusal) throw refusal;
}
