/** `session.sign`: the digest of a listed document in, its CMS out. The bytes that the token signs are built here. */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Params, Result } from "#shared/protocol/messages.ts";
import type { CommandContext } from "./run.ts";

export async function signItem(
  params: Params<"session.sign">,
  { host, signal }: CommandContext,
): Promise<Result<"session.sign">> {
  const { item, digestAlgorithm, format, padding, level } = params;
  const digest = fromBase64(params.digest) ?? fail("INVALID_ARGUMENT", { field: "params.digest" });
  const session = host.sessions.find(params.session);
  const stamp = level === "B-T" ? stampBy(signal) : undefined;
  const cms = await session.sign({ item, digest, digestAlgorithm, format, padding, stamp }, signal);
  return { cms: toBase64(cms) };
}

function stampBy(signal: AbortSignal) {
  return async (signature: Uint8Array) => {
    const { openTimeStamper } = await import("../network/time-stamp.ts");
    return (await openTimeStamper(null)).stamp(signature, signal);
  };
}
