/** The command line `antin`: one command a call, its exit code as the result. */

import type { Worker } from "node:worker_threads";
import { asSignError } from "#shared/errors.ts";
import { complainFailure, complainUsage } from "./console.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import { UsageError, wrongUsage } from "./usage.ts";

type Command = (args: readonly string[], worker?: Worker) => Promise<ExitCode>;

/** Loaded when called; each file name is that of its command. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  sign: async () => (await import("./sign.ts")).sign,
  verify: async () => (await import("./verify.ts")).verify,
  path: async () => (await import("./path.ts")).path,
  signature: async () => (await import("./signature.ts")).signature,
  tokens: async () => (await import("./tokens.ts")).tokens,
  certificates: async () => (await import("./certificates.ts")).certificates,
  register: async () => (await import("./register.ts")).register,
  unregister: async () => (await import("./register.ts")).unregister,
  selftest: async () => (await import("./selftest.ts")).selftest,
  version: async () => (await import("./version.ts")).version,
};

/** Commands of the contract that later versions bring. */
const LATER = ["doctor", "journal", "report", "extend"];

/**
 * Runs a command to its end; never throws. `args` are those after the program's name, `worker` the thread that `sign` copies in, if it
 * was started early.
 */
export async function runCommandLine(args: readonly string[], worker?: Worker): Promise<ExitCode> {
  guardProcess();
  try {
    const [name, ...rest] = args;
    const command = await commandOf(name);
    return await command(rest, worker);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      complainUsage(thrown);
      return EXIT.usage;
    }
    complainFailure({ file: null, thrown, support: undefined, reading: args[0] !== "sign" });
    return exitCodeOf(asSignError(thrown).code);
  }
}

/** Whoever read our output may have gone (`| head`): no reason for a stack trace. Nor is a fault of ours. */
function guardProcess(): void {
  process.stdout.on("error", () => process.exit(EXIT.internal));
  process.on("uncaughtException", (thrown) => {
    complainFailure({ file: null, thrown, support: undefined });
    process.exit(EXIT.internal);
  });
}

async function commandOf(name: string | undefined): Promise<Command> {
  if (name === undefined) return wrongUsage("no-command");
  if (LATER.includes(name)) return wrongUsage("not-built", name);
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return load ? load() : wrongUsage("unknown-command", name);
}
