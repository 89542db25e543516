/**
 * What an administrator decides for the extension itself, by the browser's policy: authorities to trust besides the built-in ones,
 * services inside the network. A development build also takes it from its own storage.
 */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { derBlocks } from "#shared/asn1/pem.ts";

const schema = v.object({
  /** Certificates, PEM. */
  anchors: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(100_000))), v.maxLength(64)), []),
  /** HOST:PORT of services that may be on this computer's own network. */
  allowHosts: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(200)), []),
});

export interface NetworkSettings {
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  /** Lower case, no brackets around IPv6. */
  readonly allowHosts: readonly string[];
}

/** Never fails: without a policy, or with one that cannot be read, nothing is added. */
export async function networkSettings(): Promise<NetworkSettings> {
  const parsed = v.safeParse(schema, { ...(await managed()), ...(await ofDevelopment()) });
  if (!parsed.success) return { anchors: [], allowHosts: [] };
  const { anchors, allowHosts } = parsed.output;
  return {
    anchors: anchors.flatMap((text) => derBlocks(new TextEncoder().encode(text), "certificate") ?? []),
    allowHosts: allowHosts.map((place) => place.toLowerCase().replace(/[[\]]/g, "")),
  };
}

/** Firefox rejects where no policy was set. */
async function managed(): Promise<Record<string, unknown>> {
  return browser.storage.managed.get(["anchors", "allowHosts"]).catch(() => ({}));
}

/** Only such a build may run on loopback pages. */
async function ofDevelopment(): Promise<Record<string, unknown>> {
  const { host_permissions: sites = [] } = browser.runtime.getManifest() as { host_permissions?: string[] };
  if (!sites.some((site) => site.includes("127.0.0.1"))) return {};
  const { policy } = await browser.storage.local.get("policy");
  return typeof policy === "object" && policy !== null ? (policy as Record<string, unknown>) : {};
}
