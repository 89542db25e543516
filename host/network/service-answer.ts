/** One HTTP exchange with a service: nothing is followed, nothing larger than asked for is read. */

import type { IncomingMessage } from "node:http";
import { concatBytes } from "#shared/bytes.ts";
import type { ServiceAnswer, ServiceRequest } from "#shared/network/transport.ts";
import type { Wait } from "#shared/network/wait.ts";
import { type Route, reach } from "./reach.ts";

export interface Exchange extends Omit<ServiceRequest, "url"> {
  readonly url: URL;
  readonly route: Route;
  readonly wait: Wait;
}

type Outcome = ServiceAnswer | { readonly ok: "moved"; readonly to: string; readonly keepsBody: boolean };

const MOVED: readonly number[] = [301, 302, 303, 307, 308];
const KEEPS_BODY: readonly number[] = [307, 308];

/** Rejects with whatever the network throws, or once the wait is over. */
export async function exchange({ post, wait, url, route, maxBytes }: Exchange): Promise<Outcome> {
  const signal = wait.signal as AbortSignal;
  const { send, options, headers } = await reach({ url, route, signal });
  const own = {
    Host: url.host,
    Accept: "*/*",
    "Accept-Encoding": "identity",
    "User-Agent": "Antin",
    ...(post ? { "Content-Type": post.type, "Content-Length": post.body.length } : {}),
  };
  const method = post ? "POST" : "GET";
  return new Promise((resolve, reject) => {
    const sent = send({ ...options, method, signal, headers: { ...own, ...headers } }, (response) => {
      wait.extend();
      read(response, maxBytes).then(resolve, reject);
    });
    sent.on("error", reject);
    sent.end(post?.body);
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<Outcome> {
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (MOVED.includes(status) && location !== undefined) {
    response.destroy();
    return { ok: "moved", to: location, keepsBody: KEEPS_BODY.includes(status) };
  }
  if (status !== 200) {
    response.destroy();
    return { ok: false, fault: "status" };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > maxBytes) return { ok: false, fault: "too-large" };
    chunks.push(chunk);
  }
  return { ok: true, bytes: Uint8Array.from(concatBytes(chunks)) };
}
