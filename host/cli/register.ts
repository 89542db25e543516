/** `antin register`, `antin unregister`: makes the host known to the browsers of this user, or unknown again. */

import { fail } from "#shared/errors.ts";
import { launcherPath } from "../register/launcher.ts";
import { type Registration, registerHost, unregisterHost } from "../register/registration.ts";
import { say, sayJson, words } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readOptionsOnly } from "./options.ts";

export async function register(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, { "--json": "flag" });
  const launcher = await launcherPath();
  const done = await registerHost(launcher).catch((cause: unknown) =>
    fail("OUTPUT_FAILED", { path: pathOf(cause) }, cause),
  );
  tell(done, { json: options.has("--json"), word: words.registered });
  return EXIT.good;
}

export async function unregister(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, { "--json": "flag" });
  const done = await unregisterHost().catch((cause: unknown) =>
    fail("OUTPUT_FAILED", { path: pathOf(cause) }, cause),
  );
  tell(done, { json: options.has("--json"), word: words.unregistered });
  return EXIT.good;
}

function tell(
  done: readonly Registration[],
  how: { json: boolean; word: (facts: Registration) => string },
): void {
  for (const each of done) {
    if (how.json) sayJson(each);
    else say(how.word(each));
  }
}

function pathOf(cause: unknown): string {
  return cause instanceof Error && "path" in cause ? String(cause.path) : "";
}
