/** The native messaging server: frames in from standard input, messages out to standard output, until the browser closes the port. */

import { asSignError } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import type { HostMessage } from "#shared/protocol/messages.ts";
import { Dispatcher } from "./dispatch.ts";
import { openHost } from "./host.ts";
import { encodeFrame, FrameReader } from "./stdio.ts";

/** Chromium kills a host that is alive 2 s after the port closed; what is not closed by then ends with the process. */
const CLOSING_MILLISECONDS = 1500;

/**
 * Serves until end of input or a broken pipe, then closes session and token child and ends the process. Only frames reach
 * standard output: whatever else would write there goes to standard error.
 */
export function serve(): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const send = (message: HostMessage) => void write(encodeFrame(message));
  const host = openHost(send);
  const dispatcher = new Dispatcher(host, send);
  const reader = new FrameReader(LIMITS.requestBytes);
  const end = once(async (code: number) => {
    setTimeout(() => process.exit(code), CLOSING_MILLISECONDS);
    await dispatcher.close().catch(report);
    process.exit(code);
  });
  process.stdin.on("data", (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) dispatcher.receive(frame);
  });
  process.stdin.on("end", () => end(0));
  process.stdin.on("error", () => end(0));
  process.stdout.on("error", () => end(0));
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => end(0));
  process.on("uncaughtException", (thrown) => {
    report(thrown);
    end(70);
  });
}

/** A line for the browser's log; codes only, since a message may quote what must not be written down. */
function report(thrown: unknown): void {
  process.stderr.write(`antin: ${asSignError(thrown).code}\n`);
}

function once<T>(action: (value: T) => Promise<void>): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    void action(value);
  };
}
