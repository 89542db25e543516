/** `antin selftest`: whether this installation could sign right now, one check after another. */

import { HOST_VERSION } from "#shared/protocol/limits.ts";
import { say, sayJson, words } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readOptionsOnly } from "./options.ts";
import { runChecks } from "./self-checks.ts";

export async function selftest(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, { "--json": "flag" });
  const checks = await runChecks();
  const ok = checks.every((check) => check.ok);
  if (options.has("--json")) {
    const { platform, arch, version: node } = process;
    sayJson({ ok, version: HOST_VERSION, node, platform, arch, checks });
  } else for (const { name, ok: good, detail } of checks) say(words.check({ name, ok: good, said: detail }));
  return ok ? EXIT.good : EXIT.failed;
}
