/** `antin version`. */

import { HOST_VERSION, PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import { say, sayJson, words } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readOptionsOnly } from "./options.ts";

export async function version(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, { "--json": "flag" });
  if (options.has("--json")) {
    sayJson({
      version: HOST_VERSION,
      protocol: { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION },
      node: process.version,
    });
  } else say(words.version(HOST_VERSION));
  return EXIT.good;
}
