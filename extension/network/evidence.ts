/** Answers the wishes of a verdict for a window: by the browser itself where it may, else by the host, else not at all. */

import browser from "webextension-polyfill";
import { EvidenceDesk, type Gathered } from "#shared/network/evidence-desk.ts";
import { type WishData, wishData, wishOf } from "#shared/network/wish-data.ts";
import type { ValidationMaterial } from "#shared/trust/evidence.ts";
import { sitePattern } from "../site-origin.ts";
import { browserTransport } from "./browser-transport.ts";
import { askHost } from "./host-evidence.ts";
import { indexedCache } from "./indexed-cache.ts";
import { networkSettings } from "./settings.ts";

/** Milliseconds for one exchange: a reader waits. */
const PATIENCE = 10_000;

/** One for the window: it knows which services are silent. */
let desk: Promise<EvidenceDesk> | null = null;

/** DER certificates that the administrator trusts besides the built-in authorities. Never rejects. */
export async function trustedByPolicy(): Promise<readonly Uint8Array[]> {
  return (await networkSettings()).anchors;
}

/** Who asks: a window of ours may start the host, a hidden frame in a page may not. */
export type Asker = "window" | "frame";

/** Match patterns of services that nobody could ask because the browser has no permission for their sites. */
const forbidden = new Set<string>();

/** Never rejects: what cannot be had is missing in the answer. */
export async function askNetwork(wishes: readonly WishData[], asker: Asker): Promise<ValidationMaterial> {
  desk ??= openDesk();
  const known = wishes.map(wishOf).filter((wish) => wish !== null);
  const own = await (await desk).ask(known);
  if (asker === "frame") return own;
  const byHost = await askHost(own.open.map(wishData));
  if (isEmpty(byHost)) rememberForbidden(own);
  return {
    crls: [...own.crls, ...byHost.crls],
    ocspResponses: [...own.ocspResponses, ...byHost.ocspResponses],
    certificates: [...own.certificates, ...byHost.certificates],
  };
}

function isEmpty({ crls, ocspResponses, certificates }: ValidationMaterial): boolean {
  return crls.length + ocspResponses.length + certificates.length === 0;
}

function rememberForbidden({ unanswered }: Gathered): void {
  for (const { url, fault } of unanswered) {
    const pattern = fault === "permission" ? sitePattern(url) : null;
    if (pattern !== null) forbidden.add(pattern);
  }
}

/** Asks the person for what is lacking; nothing is asked where nothing is. Must be called straight from a click. */
export async function permitServices(): Promise<void> {
  if (forbidden.size === 0) return;
  const origins = [...forbidden];
  forbidden.clear();
  await browser.permissions.request({ origins }).catch(() => false);
}

async function openDesk(): Promise<EvidenceDesk> {
  const { allowHosts } = await networkSettings();
  const isAllowed = (place: string) => allowHosts.includes(place);
  return new EvidenceDesk({
    transport: browserTransport({ isAllowed, patience: PATIENCE }),
    cache: indexedCache(),
    now: () => new Date(),
  });
}
