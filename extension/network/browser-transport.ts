/**
 * How the extension asks services: with `fetch`, where it has the permission for that site. It cannot see which address a name leads
 * to, so names of this computer and its network are refused by their look, and no redirect is followed.
 */

import browser from "webextension-polyfill";
import { concatBytes } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { readServiceUrl } from "#shared/network/service-url.ts";
import type { ServiceAnswer, ServiceRequest, Transport } from "#shared/network/transport.ts";
import { Wait } from "#shared/network/wait.ts";
import type { ServiceFault } from "#shared/protocol/service-faults.ts";
import { sitePattern } from "../site-origin.ts";

export interface BrowserTransportSettings {
  /** Whether "HOST:PORT" may be a place on this computer's own network. */
  readonly isAllowed: (place: string) => boolean;
  /** Milliseconds until an answer begins. */
  readonly patience: number;
}

export function browserTransport({ isAllowed, patience }: BrowserTransportSettings): Transport {
  return async (request, signal) => {
    const service = readServiceUrl(request.url, isAllowed);
    if (!service) return refused("address");
    if (!(await isPermitted(request.url))) return refused("permission");
    const wait = new Wait(patience, signal);
    try {
      return await exchange(request, wait);
    } catch (thrown) {
      if (signal?.aborted) return fail("USER_CANCELLED", undefined, thrown);
      return refused(wait.isOver ? "timeout" : "unreachable");
    } finally {
      wait.end();
    }
  };
}

function isPermitted(url: string): Promise<boolean> {
  const pattern = sitePattern(url);
  return pattern === null ? Promise.resolve(false) : browser.permissions.contains({ origins: [pattern] });
}

/** Nothing of the user goes along: no cookies, no referrer; nothing comes out of the browser's own cache. */
async function exchange({ url, post, maxBytes }: ServiceRequest, wait: Wait): Promise<ServiceAnswer> {
  const response = await fetch(url, {
    ...(post && {
      method: "POST",
      headers: { "Content-Type": post.type },
      body: post.body as Uint8Array<ArrayBuffer>,
    }),
    signal: wait.signal as AbortSignal,
    redirect: "manual",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
  });
  wait.extend();
  if (response.type === "opaqueredirect") return refused("redirect");
  if (response.status !== 200) return refused("status");
  const bytes = await readBounded(response, maxBytes);
  return bytes ? { ok: true, bytes } : refused("too-large");
}

/** null: more than `maxBytes`; the rest is not read. */
async function readBounded({ body }: Response, maxBytes: number): Promise<Uint8Array | null> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const piece = await reader?.read();
    if (piece?.value === undefined) return concatBytes(chunks);
    size += piece.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      return null;
    }
    chunks.push(piece.value);
  }
}

function refused(fault: ServiceFault): ServiceAnswer {
  return { ok: false, fault };
}
