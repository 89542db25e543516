/** `tokens.watch`: the tokens now, then an event after each change until the request is cancelled or the port closes. */

import { PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import type { Result, Token } from "#shared/protocol/messages.ts";
import type { CommandContext } from "./run.ts";
import { wireTokens } from "./wire-token.ts";

export async function watchTokens(
  id: string,
  { host, signal, event, goOn }: CommandContext,
): Promise<Result<"tokens.watch">> {
  const driver = await host.driver();
  // Watching starts before listing, so that no change falls between; one that comes before the answer is the answer.
  let newest: Token[] | null = null;
  let answered = false;
  const stop = driver.watch((list) => {
    newest = wireTokens(list);
    if (answered) event({ v: PROTOCOL_VERSION, type: "tokens.changed", id, tokens: newest });
  });
  signal.addEventListener("abort", stop, { once: true });
  try {
    const listed = wireTokens(await driver.tokens(signal));
    signal.throwIfAborted();
    goOn();
    answered = true;
    return { tokens: newest ?? listed };
  } catch (thrown) {
    stop();
    throw thrown;
  }
}
