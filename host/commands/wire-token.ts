/** Tokens within the bounds of the protocol. */

import type { Token } from "#shared/protocol/messages.ts";
import type { TokenInfo } from "../token/driver.ts";

const MAX_TOKENS = 64;

export function wireTokens(tokens: readonly TokenInfo[]): Token[] {
  return tokens.slice(0, MAX_TOKENS).map((token) => ({
    ...token,
    label: token.label.slice(0, 64),
    serial: token.serial.slice(0, 64),
    manufacturer: token.manufacturer.slice(0, 64),
    model: token.model.slice(0, 64),
    module: token.module?.slice(0, 260) ?? null,
  }));
}
