/** One HTTP exchange with a service: nothing is followed, nothing larger than asked for is read. */

import type { LookupAddress } from "node:dns";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction, Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { concatBytes } from "#shared/bytes.ts";
import type { ServiceAnswer, ServiceRequest } from "#shared/network/transport.ts";
import type { Wait } from "#shared/network/wait.ts";

export type Route =
  /** Straight to an address that was looked at: the name is not asked for again. */
  | { readonly kind: "direct"; readonly address: LookupAddress }
  | { readonly kind: "proxy"; readonly proxy: URL };

export interface Exchange extends Omit<ServiceRequest, "url"> {
  readonly url: URL;
  readonly route: Route;
  readonly wait: Wait;
}

export type Outcome =
  | ServiceAnswer
  | { readonly ok: "moved"; readonly to: string; readonly keepsBody: boolean };

const MOVED: readonly number[] = [301, 302, 303, 307, 308];
const KEEPS_BODY: readonly number[] = [307, 308];

/** Rejects with whatever the network throws, or once the wait is over. */
export async function exchange(request: Exchange): Promise<Outcome> {
  const { post, wait, url } = request;
  const signal = wait.signal as AbortSignal;
  const options: RequestOptions = {
    ...(await reach(request)),
    method: post ? "POST" : "GET",
    signal,
    headers: {
      Host: url.host,
      Accept: "*/*",
      "Accept-Encoding": "identity",
      "User-Agent": "Antin",
      ...(post ? { "Content-Type": post.type, "Content-Length": post.body.length } : {}),
    },
  };
  const isSecure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const sent = (isSecure ? httpsRequest : httpRequest)(options, (response) => {
      wait.extend();
      read(response, request).then(resolve, reject);
    });
    sent.on("error", reject);
    sent.end(post?.body);
  });
}

/** Where the connection goes and what stands in the request line. */
async function reach({ url, route, wait }: Exchange): Promise<RequestOptions> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const path = `${url.pathname}${url.search}`;
  const port = url.port || (url.protocol === "https:" ? 443 : 80);
  if (route.kind === "direct") return { host, port, path, agent: false, lookup: pinned(route.address) };
  const { proxy } = route;
  const toProxy: RequestOptions = {
    host: proxy.hostname.replace(/^\[|\]$/g, ""),
    port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
    agent: false,
    ...(proxy.username ? { auth: decodeURIComponent(`${proxy.username}:${proxy.password}`) } : {}),
  };
  // RFC 9112 3.2.2: the whole address in the request line.
  if (url.protocol === "http:") return { ...withProxyAuth(toProxy), path: url.href };
  const socket = await tunnel(withProxyAuth(toProxy), `${url.hostname}:${port}`, wait.signal as AbortSignal);
  return { host, port, path, agent: false, createConnection: () => tlsConnect({ socket, servername: host }) };
}

/** `auth` would speak to the service itself. */
function withProxyAuth({ auth, ...options }: RequestOptions): RequestOptions {
  if (!auth) return options;
  const credentials = Buffer.from(auth).toString("base64");
  return { ...options, headers: { "Proxy-Authorization": `Basic ${credentials}` } };
}

/** CONNECT (RFC 9110 9.3.6). */
function tunnel(proxy: RequestOptions, place: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ ...proxy, method: "CONNECT", path: place, signal });
    asked.on("connect", (response, socket) => {
      if (response.statusCode === 200) resolve(socket as Socket);
      else reject(new Error("proxy refused"));
    });
    asked.on("error", reject);
    asked.end();
  });
}

function pinned(address: LookupAddress): LookupFunction {
  return (_name, options, callback) => {
    if (options.all) callback(null, [address]);
    else callback(null, address.address, address.family);
  };
}

async function read(response: IncomingMessage, { maxBytes }: Exchange): Promise<Outcome> {
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
