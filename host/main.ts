/**
 * The host program in its three roles: native messaging server, PKCS#11 child, command line. A role is loaded when it is known;
 * the greeting goes out before that, since a browser window waits for it.
 */

import { writeSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { dirname, join } from "node:path";
import { HOST_VERSION, PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import type { Hello, HostMessage } from "#shared/protocol/messages.ts";
import { callerOf } from "./caller.ts";
import { encodeFrame } from "./stdio.ts";

const STDOUT = 1;

/** Exit code where not even a role could be loaded, or the browser has gone before the greeting. */
const UNKNOWN_ERROR = 70;

const HELLO: Hello = {
  v: PROTOCOL_VERSION,
  type: "hello",
  host: HOST_VERSION,
  protocol: { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION },
  capabilities: ["sign", "practice", "B-B", "B-T", "network"],
};

const FORBIDDEN: HostMessage = {
  v: PROTOCOL_VERSION,
  type: "error",
  id: null,
  ok: false,
  error: { code: "HOST_FORBIDDEN" },
};

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === "--token-child") {
    const { runTokenChild } = await import("./token/pkcs11/child.ts");
    return runTokenChild();
  }
  const caller = callerOf(args);
  if (caller === "person") {
    keepCompiled();
    // It takes as long to come up as everything else to be loaded.
    const worker = args[0] === "sign" ? await startThread() : undefined;
    const { runCommandLine } = await import("./cli/command-line.ts");
    process.exitCode = await runCommandLine(args, worker);
    return;
  }
  writeSync(STDOUT, encodeFrame(caller === "extension" ? HELLO : FORBIDDEN));
  if (caller === "stranger") return;
  keepCompiled();
  const { serve } = await import("./serve.ts");
  serve();
}

/** The built program's code is compiled once and kept beside it, where this user may write there. */
function keepCompiled(): void {
  const [, entry = ""] = process.argv;
  if (entry.endsWith(".cjs")) enableCompileCache(join(dirname(entry), "cache"));
}

async function startThread() {
  const { startCopyWorker } = await import("./cli/copy-worker-start.ts");
  return startCopyWorker();
}

main(process.argv.slice(2)).catch(() => {
  process.exitCode = UNKNOWN_ERROR;
});
