/** `network.timestamp`: a time-stamp token over a signature value, from the authority of the machine policy. */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Params, Result } from "#shared/protocol/messages.ts";
import { openTimeStamper } from "../network/time-stamp.ts";
import type { CommandContext } from "./run.ts";

export async function askTimestamp(
  { signature }: Params<"network.timestamp">,
  { signal }: CommandContext,
): Promise<Result<"network.timestamp">> {
  const bytes = fromBase64(signature) ?? fail("INVALID_ARGUMENT", { field: "params.signature" });
  const { stamp } = await openTimeStamper(null);
  return { token: toBase64(await stamp(bytes, signal)) };
}
