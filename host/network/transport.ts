/**
 * How the host asks services: over plain HTTP and HTTPS, by the administrator's proxy where there is one, never at an address of
 * this computer or its network unless the user or the administrator named the place. The name is resolved once and the connection
 * goes to the address that was looked at, so that no second answer of a name server leads elsewhere.
 */

import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { fail } from "#shared/errors.ts";
import { isPublicAddress } from "#shared/network/address.ts";
import { readServiceUrl, type ServiceUrl } from "#shared/network/service-url.ts";
import type { ServiceAnswer, ServiceRequest, Transport } from "#shared/network/transport.ts";
import { Wait } from "#shared/network/wait.ts";
import type { ServiceFault } from "#shared/protocol/service-faults.ts";
import type { Route } from "./reach.ts";
import { replaced, type Target } from "./replacements.ts";
import { type Exchange, exchange } from "./service-answer.ts";

export interface TransportSettings {
  /** "HOST:PORT", lower case: may be private. */
  readonly allowed: readonly string[];
  /** Of the administrator: "FROM TO"; such a TO may be private. */
  readonly replacements: readonly string[];
  readonly proxy: string | null;
  /** Milliseconds until an answer begins, redirects included. */
  readonly patience: number;
  /** All addresses of a name; rejects where there is none. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
}

const MAX_REDIRECTS = 3;

export function nodeTransport(settings: TransportSettings): Transport {
  return async (request, signal) => {
    const wait = new Wait(settings.patience, signal);
    try {
      return await new Journey(settings, request, wait).go();
    } catch (thrown) {
      if (signal?.aborted) return fail("USER_CANCELLED", undefined, thrown);
      return refused(wait.isOver ? "timeout" : "unreachable");
    } finally {
      wait.end();
    }
  };
}

class Journey {
  readonly #settings: TransportSettings;
  readonly #request: ServiceRequest;
  readonly #wait: Wait;

  constructor(settings: TransportSettings, request: ServiceRequest, wait: Wait) {
    this.#settings = settings;
    this.#request = request;
    this.#wait = wait;
  }

  get #signal(): AbortSignal {
    return this.#wait.signal as AbortSignal;
  }

  async go(): Promise<ServiceAnswer> {
    const { replacements } = this.#settings;
    let { post } = this.#request;
    let target = replaced(this.#request.url, replacements);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await this.#exchange(target, post);
      if (answer.ok !== "moved") return answer;
      // A question that was posted is not turned into another one.
      if (post && !answer.keepsBody) return refused("redirect");
      post = answer.keepsBody ? post : null;
      target = { url: absolute(answer.to, target.url), isTrusted: false };
    }
    return refused("redirect");
  }

  async #exchange({ url, isTrusted }: Target, post: Exchange["post"]) {
    const { allowed } = this.#settings;
    const service = readServiceUrl(url, (place) => isTrusted || allowed.includes(place));
    if (!service) return refused("address");
    const route = await this.#route(service);
    if (!route) return refused("address");
    const { maxBytes } = this.#request;
    return exchange({ url: new URL(service.url.href), post, maxBytes, route, wait: this.#wait });
  }

  /** null: the name leads to a private address that nobody allowed. */
  async #route({ host, isAllowed }: ServiceUrl): Promise<Route | null> {
    const proxy = this.#settings.proxy === null ? null : new URL(this.#settings.proxy);
    const addresses = await this.#resolve(host).catch((thrown: unknown) => {
      // A proxy may know names that this computer does not.
      if (proxy && !this.#signal.aborted) return [];
      throw thrown;
    });
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (hidden) return isAllowed ? { kind: "direct", address: hidden } : null;
    if (proxy) return { kind: "proxy", proxy };
    const [address] = addresses;
    return address ? { kind: "direct", address } : fail("DOWNLOAD_FAILED");
  }

  async #resolve(host: string): Promise<readonly LookupAddress[]> {
    const { resolve = (name: string) => lookup(name, { all: true, verbatim: false }) } = this.#settings;
    return unlessAborted(resolve(host), this.#signal);
  }
}

function absolute(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).href : "";
}

function refused(fault: ServiceFault): { readonly ok: false; readonly fault: ServiceFault } {
  return { ok: false, fault };
}

/** The system's resolver cannot be stopped, only left. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new Error("stopped"));
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
