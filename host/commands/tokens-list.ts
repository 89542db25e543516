/** `tokens.list`: the tokens that are plugged in now, and the practice token. */

import type { Result } from "#shared/protocol/messages.ts";
import type { CommandContext } from "./run.ts";
import { wireTokens } from "./wire-token.ts";

export async function listTokens({ host, signal }: CommandContext): Promise<Result<"tokens.list">> {
  const driver = await host.driver();
  return { tokens: wireTokens(await driver.tokens(signal)) };
}
