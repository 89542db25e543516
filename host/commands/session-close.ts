/** `session.close`: logs out («Khóa phiên»). */

import type { Params, Result } from "#shared/protocol/messages.ts";
import type { CommandContext } from "./run.ts";

export async function closeSession(
  { session }: Params<"session.close">,
  { host }: CommandContext,
): Promise<Result<"session.close">> {
  await host.sessions.find(session).close();
  return {};
}
