/** `ping`: the host is there; and whom to ask where something fails. */

import { HOST_VERSION } from "#shared/protocol/limits.ts";
import type { Result } from "#shared/protocol/messages.ts";
import type { CommandContext } from "./run.ts";

export async function ping({ host }: CommandContext): Promise<Result<"ping">> {
  const { policy } = await host.policy();
  return policy.support ? { host: HOST_VERSION, support: policy.support } : { host: HOST_VERSION };
}
