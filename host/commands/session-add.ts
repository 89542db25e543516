/** `session.add`: further documents the user was shown, from the source that opened the session. */

import type { Params, Result } from "#shared/protocol/messages.ts";
import type { CommandContext } from "./run.ts";

export function addItems(
  { session, source, items }: Params<"session.add">,
  { host }: CommandContext,
): Result<"session.add"> {
  host.sessions.find(session).add(source, items);
  return {};
}
