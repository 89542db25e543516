/** `ping`: the host is there; whom to ask where something fails; whether a page may ask for signatures. */

import { SignError } from "#shared/errors.ts";
import { HOST_VERSION } from "#shared/protocol/limits.ts";
import type { Params, Result, Source, TimeStampTerms } from "#shared/protocol/messages.ts";
import { isDevelopment } from "../build.ts";
import type { Policy } from "../policy.ts";
import { checkSource, type OriginRule } from "../session/source.ts";
import { STATE_AUTHORITY } from "../state-authority.ts";
import type { CommandContext } from "./run.ts";

export async function ping(
  { source, timeStamp }: Params<"ping">,
  { host }: CommandContext,
): Promise<Result<"ping">> {
  const { policy } = await host.policy();
  const rule = { httpOrigins: policy.httpOrigins ?? [], loopback: isDevelopment };
  return {
    host: HOST_VERSION,
    ...(policy.support && { support: policy.support }),
    ...(timeStamp && { timeStamp: timeStampTerms(policy) }),
    ...(source && isRefused(source, rule) && { refused: true as const }),
  };
}

function timeStampTerms({ tsa, timeStamp }: Policy): TimeStampTerms {
  return {
    authority: new URL(tsa ?? STATE_AUTHORITY).host,
    named: tsa !== undefined,
    rule: timeStamp ?? null,
  };
}

/** As opening a session would refuse it. */
function isRefused(source: Source, rule: OriginRule): boolean {
  try {
    checkSource(source, rule);
    return false;
  } catch (thrown) {
    if (thrown instanceof SignError) return true;
    throw thrown;
  }
}
