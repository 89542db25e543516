/** The way to a service: straight to an address that was looked at, or by the machine's proxy. */

import type { LookupAddress } from "node:dns";
import { request as httpRequest, type OutgoingHttpHeaders, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";

export type Route =
  /** The name is not asked for again. */
  | { readonly kind: "direct"; readonly address: LookupAddress }
  | { readonly kind: "proxy"; readonly proxy: URL };

export interface Journey {
  readonly url: URL;
  readonly route: Route;
  readonly signal: AbortSignal;
}

/** How the request is to be sent: over TLS or not, and with which options. */
export interface Reach {
  readonly send: typeof httpRequest;
  readonly options: RequestOptions;
  /** Beside those for the service. */
  readonly headers: OutgoingHttpHeaders;
}

/** Rejects with whatever the network throws. */
export async function reach({ url, route, signal }: Journey): Promise<Reach> {
  const path = `${url.pathname}${url.search}`;
  if (route.kind === "direct") {
    const options = { ...placeOf(url), path, lookup: pinned(route.address) };
    return { send: senderFor(url), options, headers: {} };
  }
  const { proxy } = route;
  if (url.protocol === "http:") {
    // RFC 9112 3.2.2: the whole address in the request line.
    const options = { ...placeOf(proxy), path: url.href };
    return { send: senderFor(proxy), options, headers: authorization(proxy) };
  }
  const socket = await tunnel({ url, proxy, signal });
  const name = isIP(hostOf(url)) === 0 ? { servername: hostOf(url) } : { host: hostOf(url) };
  // With an agent, `agent: false` included, Node would connect by itself.
  const { agent: _, ...place } = placeOf(url);
  const options = { ...place, path, createConnection: () => tlsConnect({ socket, ...name }) };
  return { send: httpsRequest, options, headers: {} };
}

function senderFor({ protocol }: URL): typeof httpRequest {
  return protocol === "https:" ? httpsRequest : httpRequest;
}

function placeOf(url: URL): RequestOptions {
  return { host: hostOf(url), port: portOf(url), agent: false };
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** Name and password in the proxy's address (RFC 7617). */
function authorization({ username, password }: URL): OutgoingHttpHeaders {
  if (username === "") return {};
  const credentials = Buffer.from(decodeURIComponent(`${username}:${password}`)).toString("base64");
  return { "Proxy-Authorization": `Basic ${credentials}` };
}

/** CONNECT (RFC 9110 9.3.6). */
function tunnel({ url, proxy, signal }: { url: URL; proxy: URL; signal: AbortSignal }): Promise<Socket> {
  const place = `${url.hostname}:${portOf(url)}`;
  const headers = { Host: place, ...authorization(proxy) };
  return new Promise((resolve, reject) => {
    const asked = senderFor(proxy)({ ...placeOf(proxy), method: "CONNECT", path: place, headers, signal });
    asked.on("connect", ({ statusCode }, socket) => {
      if (statusCode === 200) {
        resolve(socket as Socket);
      } else {
        socket.destroy();
        reject(new Error("proxy refused"));
      }
    });
    // A proxy that answers in words instead.
    asked.on("response", (response) => {
      response.destroy();
      reject(new Error("no tunnel"));
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
