/** `session.sign`: the digest of a listed document in, its CMS out. The bytes that the token signs are built here. */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Params, Result } from "#shared/protocol/messages.ts";
import type { CommandContext } from "./run.ts";

export async function signItem(
  params: Params<"session.sign">,
  { host, signal }: CommandContext,
): Promise<Result<"session.sign">> {
  const { item, digestAlgorithm, format, padding } = params;
  const digest = fromBase64(params.digest) ?? fail("INVALID_ARGUMENT", { field: "params.digest" });
  const session = host.sessions.find(params.session);
  const cms = await session.sign({ item, digest, digestAlgorithm, format, padding }, signal);
  return { cms: toBase64(cms) };
}
