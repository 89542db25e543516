/** The only opener of the native port: for the windows a connection of their own, for the background one short question. */

import browser, { type Runtime } from "webextension-polyfill";
import { HOST_NAME } from "#shared/protocol/limits.ts";
import { type HostConnection, type HostPort, NativeConnection } from "./native-connection.ts";

export type { HostConnection } from "./native-connection.ts";

export function connectHost(): HostConnection {
  return new NativeConnection(asHostPort(browser.runtime.connectNative(HOST_NAME)));
}

function asHostPort(port: Runtime.Port): HostPort {
  return {
    postMessage: (message) => port.postMessage(message),
    disconnect: () => port.disconnect(),
    onMessage: (listener) => port.onMessage.addListener(listener),
    onDisconnect: (listener) => port.onDisconnect.addListener((closed) => listener(wordsOf(closed))),
  };
}

/** Chromium has the reason in `runtime.lastError`, and only now; Firefox in the port. */
function wordsOf(port: Runtime.Port): string {
  const { error } = port as { error?: { message?: string } };
  return browser.runtime.lastError?.message ?? error?.message ?? "";
}

const PING_MILLISECONDS = 60_000;
let last: { readonly at: number; readonly answer: Promise<{ host: string }> } | null = null;

/** For the background: is a host there? One question at a time; the answer is kept for a minute, a failure is not. */
export function pingHost(): Promise<{ host: string }> {
  if (last !== null && Date.now() - last.at < PING_MILLISECONDS) return last.answer;
  const answer = ping();
  last = { at: Date.now(), answer };
  answer.catch(() => {
    last = null;
  });
  return answer;
}

async function ping(): Promise<{ host: string }> {
  const connection = connectHost();
  try {
    return await connection.request("ping", {});
  } finally {
    connection.close();
  }
}
