/** `ping`: the host is there. */

import { HOST_VERSION } from "#shared/protocol/limits.ts";
import type { Result } from "#shared/protocol/messages.ts";

export function ping(): Result<"ping"> {
  return { host: HOST_VERSION };
}
