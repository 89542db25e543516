/** `antin tokens`: what is plugged in, and the practice token. */

import { loadDriver } from "../host.ts";
import type { TokenInfo } from "../token/driver.ts";
import { say, sayJson, words } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readOptionsOnly } from "./options.ts";
import { openDriver } from "./signing-token.ts";

export async function tokens(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, { "--token": "value", "--json": "flag" });
  const token = options.value("--token");
  const driver = await (token === undefined ? loadDriver() : openDriver(token));
  try {
    const found = await driver.tokens();
    if (options.has("--json")) for (const each of found) sayJson(each);
    else tell(found);
    return EXIT.good;
  } finally {
    await driver.close();
  }
}

function tell(found: readonly TokenInfo[]): void {
  if (found.length === 0) say(words.noTokens);
  for (const { label, serial, module } of found)
    say(words.token({ label, serial, module: module ?? "practice" }));
}
